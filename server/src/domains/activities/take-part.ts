import type { Joining } from '@huoshui/contracts/words/activities';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { type ActivityRow, stateOf } from './activity.ts';
import { beginBargain } from './bargain/bargain.ts';
import { readActivity } from './change-activity.ts';
import { type EntryRow, entriesOf, join, mustHave } from './entries.ts';
import { activityErrors } from './errors.ts';
import type { IsFor } from './is-for.ts';
import { type Her, meet } from './met.ts';
import { playOf } from './plays.ts';
import { noteSeen, type Seen } from './risk/marks.ts';

/** She presses to take part; a second press answers the same. Throws `activities.not_found`, `not_open`, `not_for_her`, `full`, `by_doing`. */
export async function takePart(
  ctx: Ctx,
  isFor: IsFor,
  her: Her,
  { id, seen }: { readonly id: string; readonly seen: Seen },
): Promise<{ readonly id: string }> {
  const activity = await readActivity(ctx, id);
  return inTransaction(ctx, async (ctx) => {
    const entry = (await entriesOf(ctx, her.personNo, [activity])).get(activity.no);
    if (entry !== undefined) return { id: entry.id };
    const standing = await joiningOf(ctx, isFor, her, activity, undefined);
    if (standing.joining === 'not_for_her') throw activityErrors.error('not_for_her');
    if (standing.joining === 'by_doing') throw activityErrors.error('by_doing');
    if (standing.joining === 'full') throw activityErrors.error('full');
    if (standing.joining !== 'can') throw activityErrors.error('not_open');
    await noteSeen(ctx, her.personNo, seen);
    const joined = await join(ctx, [{ ...her, activity, tester: standing.tester, at: ctx.now() }]);
    const mine = mustHave(joined, { activityNo: activity.no, personNo: her.personNo });
    await beginBargain(ctx, activity, mine);
    return { id: mine.id };
  });
}

/** Whether she may take part now. Whoever comes to it while it can be seen is drawn into an arm. */
export async function joiningOf(
  ctx: Ctx,
  isFor: IsFor,
  her: Her,
  activity: ActivityRow,
  entry: EntryRow | undefined,
): Promise<{ readonly joining: Joining; readonly tester: boolean }> {
  const answer = (joining: Joining, tester = false) => ({ joining, tester });
  if (entry !== undefined) return answer('joined');
  const state = stateOf(activity, ctx.now());
  if (state !== 'warm_up' && state !== 'running') return answer(state === 'scheduled' ? 'early' : 'over');
  if (!(await isFor(ctx, activity, her.personNo))) return answer('not_for_her');
  const { treated, tester } = (await meet(ctx, [{ ...her, activity }]))(her.personNo, activity.no);
  if (!treated) return answer('not_for_her');
  if (state === 'warm_up') return answer('early', tester);
  if (activity.places !== null && activity.taken >= activity.places) return answer('full', tester);
  return answer(playOf(activity.play).joins === 'doing' ? 'by_doing' : 'can', tester);
}
