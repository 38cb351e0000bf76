import type { Joining } from '@huoshui/contracts/words/activities';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import type { DomainError } from '../../platform/errors.ts';
import { type ActivityRow, stateOf } from './activity.ts';
import { beginBargain } from './bargain/bargain.ts';
import { boundsEntries, isFullToday } from './capacity/capacity.ts';
import { readActivity } from './change-activity.ts';
import { type EntryRow, entriesOf, join, keyOf } from './entries.ts';
import { activityErrors } from './errors.ts';
import type { IsFor } from './is-for.ts';
import { type Her, meet } from './met.ts';
import { playOf } from './plays.ts';
import { noteSeen, type Seen } from './risk/marks.ts';

/** She presses to take part; a second press answers the same. Throws `activities.not_found`, `not_open`, `not_for_her`, `full`, `full_today`, `by_doing`. */
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
    if (standing.joining !== 'can') throw refusalOf(standing.joining);
    await noteSeen(ctx, her.personNo, seen);
    const joined = await join(ctx, [{ ...her, activity, tester: standing.tester, at: ctx.now() }]);
    const mine = joined.get(keyOf({ activityNo: activity.no, personNo: her.personNo }));
    // Another had the last place at this moment.
    if (mine === undefined)
      throw activityErrors.error(boundsEntries(activity) && (await isFullToday(ctx, activity)) ? 'full_today' : 'full');
    await beginBargain(ctx, activity, mine);
    return { id: mine.id };
  });
}

/** Why not, as an error. */
export function refusalOf(joining: Joining): DomainError {
  switch (joining) {
    case 'not_for_her':
    case 'by_doing':
    case 'full':
    case 'full_today':
      return activityErrors.error(joining);
    default:
      return activityErrors.error('not_open');
  }
}

type Stand = { readonly joining: Joining; readonly tester: boolean };

/** Whether she may take part now. Whoever comes to it while it can be seen is drawn into an arm. */
export async function joiningOf(
  ctx: Ctx,
  isFor: IsFor,
  her: Her,
  activity: ActivityRow,
  entry: EntryRow | undefined,
): Promise<Stand> {
  if (entry !== undefined) return { joining: 'joined', tester: false };
  const [standing] = await joiningsOf(ctx, isFor, [{ ...her, activity }]);
  return standing ?? { joining: 'over', tester: false };
}

/** The same of many who do not take part yet, one answer each. */
export async function joiningsOf(
  ctx: Ctx,
  isFor: IsFor,
  who: readonly (Her & { readonly activity: ActivityRow })[],
): Promise<readonly Stand[]> {
  const seen: (Her & { readonly activity: ActivityRow })[] = [];
  for (const one of who)
    if (isSeen(one.activity, ctx.now()) && (await isFor(ctx, one.activity, one.personNo))) seen.push(one);
  const armOf = await meet(ctx, seen);
  const fullToday = new Map<string, boolean>();
  for (const { activity } of seen)
    if (boundsEntries(activity) && !fullToday.has(activity.id))
      fullToday.set(activity.id, await isFullToday(ctx, activity));
  const forHer = new Set(seen);
  return who.map((one): Stand => {
    const { activity, personNo } = one;
    const state = stateOf(activity, ctx.now());
    if (!isSeen(activity, ctx.now())) return { joining: state === 'scheduled' ? 'early' : 'over', tester: false };
    const { treated, tester } = forHer.has(one) ? armOf(personNo, activity.no) : { treated: false, tester: false };
    if (!treated) return { joining: 'not_for_her', tester: false };
    if (state === 'warm_up') return { joining: 'early', tester };
    if (activity.places !== null && activity.taken >= activity.places) return { joining: 'full', tester };
    if (fullToday.get(activity.id)) return { joining: 'full_today', tester };
    return { joining: playOf(activity.play).joins === 'doing' ? 'by_doing' : 'can', tester };
  });
}

const isSeen = (activity: ActivityRow, now: Date): boolean => ['warm_up', 'running'].includes(stateOf(activity, now));
