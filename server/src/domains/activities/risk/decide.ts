import { words } from '@huoshui/contracts/words';
import type { CaseSubject } from '@huoshui/contracts/words/activity-risk';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import { findByPersonNo } from '../../members/index.ts';
import { worthOfHelp } from '../bargain/bargain.ts';
import { type EntryRow, entriesByNo, holdEntries } from '../entries.ts';
import { activityErrors } from '../errors.ts';
import { letIn } from '../invites/accept.ts';
import { readInvite } from '../invites/come.ts';
import { count } from '../progress.ts';
import { findByNo } from '../queries.ts';
import { listPerson, listSharedMarks } from './blacklist.ts';

export type Decision = {
  readonly outcome: 'released' | 'refused';
  readonly because: string;
  readonly list?: boolean | undefined;
};
type Suspect = {
  readonly id: string;
  readonly entryNo: number;
  readonly subject: CaseSubject;
  readonly key: string;
  readonly helperNo: number | null;
  readonly tier: number | null;
  readonly counts: { readonly amount: number; readonly new: boolean; readonly at: string } | null;
};

/**
 * Somebody looked at what the guard held: it counts as if it had never been held, or never. Once; who decides second is told so.
 * Throws `activities.no_such_case`, `decided`.
 */
export async function decideCase(ctx: Ctx, kinds: BenefitKinds, id: string, decision: Decision): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { rows: asked } = await sql<{
      entryNo: number;
    }>`select entry_no from activities.suspect where id = ${id}`.execute(ctx.db);
    if (asked[0] === undefined) throw activityErrors.error('no_such_case', { id });
    await holdEntries(ctx, [asked[0].entryNo]);
    const by = ctx.actor.kind === 'operator' ? ctx.actor.name : '';
    const { rows } = await sql<Suspect>`
      update activities.suspect set state = ${decision.outcome}, decided_at = ${ctx.now()}, decided_by = ${by}, because = ${decision.because}
      where id = ${id} and state = 'held' returning id, entry_no, subject, key, helper_no, tier, counts
    `.execute(ctx.db);
    const [found] = rows;
    if (found === undefined) throw activityErrors.error('decided');
    const released = decision.outcome === 'released';
    if (found.subject === 'help' && released) await countHelp(ctx, kinds, found);
    if (found.subject === 'invite') await settleInvite(ctx, kinds, found, decision);
    if (found.subject === 'reward') await settleReward(ctx, found, decision);
    if (decision.list === true) await listWhoDidIt(ctx, found, decision.because);
  });
}

async function countHelp(ctx: Ctx, kinds: BenefitKinds, { entryNo, key, helperNo, counts }: Suspect): Promise<void> {
  if (helperNo === null || counts === null) return;
  const entry = await readEntry(ctx, entryNo);
  const at = new Date(counts.at);
  const activity = (await findByNo(ctx, [entry.activityNo])).get(entry.activityNo);
  // What it is worth is seen now: others may have helped meanwhile, or nothing is left to help with.
  const amount = activity === undefined ? 0 : await worthOfHelp(ctx, { entry, activity, isNew: counts.new });
  if (amount > 0) await count(ctx, kinds, [entry], [{ entryNo, key, amount, helperNo, new: counts.new, at }]);
}

async function settleInvite(ctx: Ctx, kinds: BenefitKinds, { helperNo }: Suspect, decision: Decision): Promise<void> {
  const row = helperNo === null ? undefined : await readInvite(ctx, helperNo);
  if (row === undefined || row.state !== 'held') return;
  if (decision.outcome === 'released') {
    const entry = await readEntry(ctx, row.entryNo);
    const activity = (await findByNo(ctx, [entry.activityNo])).get(entry.activityNo);
    if (activity !== undefined) await letIn(ctx, kinds, { ...row, cleared: true }, { entry, activity });
    return;
  }
  const why = words(`审核未通过：${decision.because}`, `Refused after a review: ${decision.because}`);
  await sql`
    update activities.invite set state = 'refused', why = ${JSON.stringify(why)}::jsonb, settled_at = ${ctx.now()}
    where person_no = ${row.personNo} and state = 'held'
  `.execute(ctx.db);
}

async function settleReward(ctx: Ctx, { entryNo, tier }: Suspect, { outcome, because }: Decision): Promise<void> {
  const trouble = words(`审核未通过：${because}`, `Refused after a review: ${because}`);
  const released = outcome === 'released';
  await sql`
    update activities.reward set state = ${released ? 'due' : 'denied'}, cleared = ${released},
      due_at = case when ${released} then ${ctx.now()}::timestamptz else due_at end,
      trouble = ${released ? null : JSON.stringify(trouble)}::jsonb,
      settled_at = case when ${released} then null else ${ctx.now()}::timestamptz end
    where entry_no = ${entryNo} and tier = ${tier} and state = 'held'
  `.execute(ctx.db);
}

/** Who acted, or who would be rewarded, and the marks that she shares with others around this entry. */
async function listWhoDidIt(ctx: Ctx, { entryNo, helperNo }: Suspect, because: string): Promise<void> {
  const personNo = helperNo ?? (await readEntry(ctx, entryNo)).personNo;
  const member = (await findByPersonNo(ctx, [personNo])).get(personNo);
  if (member === undefined) return;
  await listPerson(ctx, member, because);
  await listSharedMarks(ctx, { entryNo, personNo, because });
}

async function readEntry(ctx: Ctx, no: number): Promise<EntryRow> {
  const [entry] = await entriesByNo(ctx, [no]);
  if (entry === undefined) throw new Error(`entry ${no} is gone`);
  return entry;
}
