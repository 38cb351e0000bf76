import type { Invited } from '@huoshui/contracts/words/activity-invites';
import { sql } from 'kysely';
import { shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { takeTurn } from '../../../platform/turn.ts';
import { findMembers } from '../../members/index.ts';
import { type ActivityRow, countsAt } from '../activity.ts';
import type { EntryRow } from '../entries.ts';
import { readInvitation } from '../help.ts';
import type { Her } from '../met.ts';
import type { Brings } from '../play.ts';
import { playOf } from '../plays.ts';
import { findTerms } from '../queries.ts';
import { noteSeen, type Seen } from '../risk/marks.ts';
import { cameByIt, INVITE, type InviteRow } from './invite.ts';

export type Invitation = { readonly entry: EntryRow; readonly activity: ActivityRow };

/**
 * She opened a friend's invitation. That is written down once a day, and whoever came to the shop for the first time by it is from then on a
 * newcomer of that friend. Throws `activities.no_such_entry`.
 */
export async function openInvitation(
  ctx: Ctx,
  her: Her,
  entryId: string,
  seen: Seen,
): Promise<{ readonly invited: Invited }> {
  const invitation = await readInvitation(ctx, entryId);
  return inTransaction(ctx, async (ctx) => {
    await come(ctx, her, invitation, seen);
    return { invited: await invitedOf(ctx, her, invitation) };
  });
}

/** One visit of hers after the other: of two invitations at one moment one is the first. */
export async function come(ctx: Ctx, her: Her, { entry, activity }: Invitation, seen: Seen): Promise<void> {
  await takeTurn(ctx, `activities.newcomer ${her.personNo}`);
  const brings = await bringsOf(ctx, { entry, activity });
  if (brings === null || entry.personNo === her.personNo || !countsAt(activity, ctx.now())) return;
  await noteSeen(ctx, her.personNo, seen);
  const me = (await findMembers(ctx, [her.memberId])).get(her.memberId);
  const isNew = me !== undefined && cameByIt(me.joinedAt, entry.joinedAt, ctx.now());
  await sql`
    insert into activities.visit (entry_no, person_no, day, new, at)
    values (${entry.no}, ${her.personNo}, ${shanghaiDay(ctx.now())}, ${isNew}, ${ctx.now()}) on conflict do nothing
  `.execute(ctx.db);
  if (isNew)
    await sql`
      insert into activities.invite (person_no, member_id, activity_no, entry_no, state, tester, came_at)
      values (${her.personNo}, ${her.memberId}, ${activity.no}, ${entry.no}, 'came', ${me.tester || entry.tester}, ${ctx.now()})
      on conflict (person_no) do nothing
    `.execute(ctx.db);
  // She goes with who asked her last until she has done it, where the terms of that one say so.
  if (brings.touch === 'last')
    await sql`
      update activities.invite set entry_no = ${entry.no}
      where person_no = ${her.personNo} and activity_no = ${activity.no} and state = 'came' and entry_no <> ${entry.no}
    `.execute(ctx.db);
}

/** What the friend's terms ask of newcomers; null where her play brings none. */
export async function bringsOf(ctx: Ctx, { entry, activity }: Invitation): Promise<Brings | null> {
  const { own } = (await findTerms(ctx, [entry]))(entry.activityNo, entry.version);
  return playOf(activity.play).brings?.(own) ?? null;
}

/** How she stands to an invitation that she opened. */
export async function invitedOf(ctx: Ctx, her: Her, invitation: Invitation): Promise<Invited> {
  const { entry, activity } = invitation;
  const brings = await bringsOf(ctx, invitation);
  if (brings === null) return 'over';
  if (entry.personNo === her.personNo) return 'her_own';
  const row = await readInvite(ctx, her.personNo);
  if (row === undefined) return countsAt(activity, ctx.now()) ? 'not_new' : 'over';
  if (row.entryNo !== entry.no) return 'others';
  if (row.state === 'refused' || row.state === 'void') return 'refused';
  if (row.state === 'held') return 'held';
  if (row.state !== 'came') return 'done';
  if (row.acceptedAt !== null) return 'accepted';
  if (!countsAt(activity, ctx.now())) return 'over';
  if (brings.deed === 'orders') return 'can';
  const me = (await findMembers(ctx, [her.memberId])).get(her.memberId);
  return me?.phoneMasked == null ? 'phone' : 'can';
}

/** Her invite; that of an entry that waits behind another is the other's. */
export async function readInvite(ctx: Ctx, personNo: number): Promise<InviteRow | undefined> {
  const { rows } = await sql<InviteRow>`
    select ${INVITE}, coalesce(e.behind, e.no) as entry_no from activities.invite i join activities.entry e on e.no = i.entry_no
    where i.person_no = ${personNo}
  `.execute(ctx.db);
  return rows[0];
}
