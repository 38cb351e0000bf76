import { words } from '@huoshui/contracts/words';
import type { Invited } from '@huoshui/contracts/words/activity-invites';
import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type BenefitKinds, benefitItem, grant } from '../../benefits/index.ts';
import { findMembers } from '../../members/index.ts';
import { holdEntries } from '../entries.ts';
import { activityInvited } from '../events.ts';
import { readInvitation } from '../help.ts';
import type { Her } from '../met.ts';
import { findTerms } from '../queries.ts';
import { judge } from '../risk/guard.ts';
import type { Seen } from '../risk/marks.ts';
import { saidOf, type Verdict } from '../risk/rules.ts';
import { keepSuspects } from '../risk/suspects.ts';
import { bringsOf, come, type Invitation, invitedOf, readInvite } from './come.ts';
import { type InviteRow, roundKey, welcomeKey } from './invite.ts';

/**
 * She accepts a friend's invitation: what is asked beside an order is done by it, and the newcomer's gift is hers. The guard looks first.
 * Throws `activities.no_such_entry`.
 */
export async function acceptInvitation(
  ctx: Ctx,
  kinds: BenefitKinds,
  her: Her,
  { entryId, seen }: { readonly entryId: string; readonly seen: Seen },
): Promise<{ readonly invited: Invited }> {
  const invitation = await readInvitation(ctx, entryId);
  return inTransaction(ctx, async (ctx) => {
    await come(ctx, her, invitation, seen);
    await holdEntries(ctx, [invitation.entry.no]);
    const row = await readInvite(ctx, her.personNo);
    if (row !== undefined && (await invitedOf(ctx, her, invitation)) === 'can') {
      const { entry } = invitation;
      const [verdict] = await judge(ctx, [{ entryNo: entry.no, ownerNo: entry.personNo, helperNo: her.personNo }]);
      if (verdict?.outcome === 'pass') await letIn(ctx, kinds, row, invitation);
      else if (verdict !== undefined) await keepBack(ctx, row, verdict);
    }
    return { invited: await invitedOf(ctx, her, invitation) };
  });
}

/** From now on she is in: registered where that is what is asked, and with her gift. */
export async function letIn(ctx: Ctx, kinds: BenefitKinds, row: InviteRow, invitation: Invitation): Promise<void> {
  const { entry, activity } = invitation;
  const brings = await bringsOf(ctx, invitation);
  if (brings === null) return;
  const registered = brings.deed === 'registers';
  const dueAt = registered ? new Date(ctx.now().getTime() + brings.settleDays * DAY_MS) : row.dueAt;
  await sql`
    update activities.invite set accepted_at = coalesce(accepted_at, ${ctx.now()}), due_at = ${dueAt}, cleared = ${row.cleared},
      state = ${dueAt === null ? 'came' : 'done'}
    where person_no = ${row.personNo} and state in ('came', 'held')
  `.execute(ctx.db);
  if (row.acceptedAt !== null) return;
  const { id: activityId, name, play } = activity;
  if (entry.tester === false)
    ctx.emit(activityInvited, {
      personNo: row.personNo,
      payload: { memberId: row.memberId, activityId, name, play, entryId: entry.id },
    });
  if (brings.welcome !== null) await giveWelcome(ctx, kinds, row, { ...invitation, gift: brings.welcome });
}

/** Once a newcomer, by its key; one that cannot be given is said in the log, and she is a newcomer all the same. */
async function giveWelcome(
  ctx: Ctx,
  kinds: BenefitKinds,
  row: InviteRow,
  { entry, activity, gift }: Invitation & { readonly gift: string },
): Promise<void> {
  const { values } = (await findTerms(ctx, [entry]))(entry.activityNo, entry.version);
  const member = (await findMembers(ctx, [row.memberId])).get(row.memberId);
  if (member === undefined || member.blocked) return;
  const { id, name } = activity;
  const [outcome] = await grant(ctx, kinds, {
    grants: [
      {
        ...{ memberId: member.id, personNo: member.personNo, package: [benefitItem(kinds, gift)] },
        because: {
          ...{ kind: 'activity', id },
          label: words(`活动「${name}」的新人礼`, `Newcomer’s gift of the activity “${name}”`),
          said: words(`活动「${name}」`, name).zh,
        },
        ...{ budgetId: values.budget, key: welcomeKey(row) },
      },
    ],
  });
  if (outcome !== undefined && !['granted', 'repeated'].includes(outcome.outcome))
    ctx.log.warn({ activity: id, outcome: outcome.outcome }, 'a newcomer could not be given her gift');
}

/** Held until somebody decides, or refused, with what was found. */
export async function keepBack(ctx: Ctx, row: InviteRow, verdict: Verdict): Promise<void> {
  const { activityNo, entryNo, personNo } = row;
  const held = verdict.outcome === 'hold';
  await sql`
    update activities.invite set state = ${held ? 'held' : 'refused'}, why = ${held ? null : JSON.stringify(saidOf(verdict))}::jsonb,
      settled_at = case when ${held} then null else ${ctx.now()}::timestamptz end
    where person_no = ${personNo} and state in ('came', 'done')
  `.execute(ctx.db);
  await keepSuspects(ctx, [
    { activityNo, entryNo, subject: 'invite', key: roundKey(row), helperNo: personNo, verdict },
  ]);
}
