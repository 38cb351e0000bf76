import { isDeepStrictEqual } from 'node:util';
import type { Draft } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import type { ActivityPlay } from '@huoshui/contracts/words/activities';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { badForm, readForm } from '../../platform/form/read.ts';
import { newId } from '../../platform/ids.ts';
import type { ConditionKit } from '../audiences/index.ts';
import { type ActivityRow, choosesUntil, dueAt } from './activity.ts';
import { activityForm, commonOf, giftsOf, type OwnValues, timesOf } from './activity-form.ts';
import { prepareDraws } from './draws/seed.ts';
import { activityErrors } from './errors.ts';
import { prepareFlashSale, stopSessions } from './flash-sale/session.ts';
import { refuseDear } from './goods.ts';
import { playOf } from './plays.ts';
import { countStamp, findActivities, findTerms, insertActivity, updateActivity } from './queries.ts';

/** Nobody sees it before it is live. Throws `platform.bad_form`, `activities.name_taken`. */
export async function createActivity(
  ctx: Ctx,
  conditions: ConditionKit,
  { play, values: draft }: { readonly play: ActivityPlay; readonly values: Draft },
): Promise<ActivityRow> {
  const own = await readForm(ctx, activityForm(playOf(play), conditions), draft);
  await refuseDear(ctx, { play }, own);
  const id = newId('act');
  if (!(await insertActivity(ctx, { id, play, own, values: commonOf(own) }))) throw activityErrors.error('name_taken');
  return readActivity(ctx, id);
}

/**
 * Whoever takes part keeps the terms that she joined under. Once it has begun its first day stays, and it ends no earlier than it said:
 * to end it early is to stop it, with a reason. Throws `activities.not_found`, `stopped`, `name_taken`, `platform.bad_form`.
 */
export async function changeActivity(
  ctx: Ctx,
  conditions: ConditionKit,
  id: string,
  draft: Draft,
): Promise<ActivityRow> {
  const stored = await readActivity(ctx, id);
  if (stored.state === 'stopped') throw activityErrors.error('stopped');
  const form = activityForm(playOf(stored.play), conditions);
  const own = await readForm(ctx, form, draft, { stored: stored.own });
  await refuseDear(ctx, stored, own);
  const values = commonOf(own);
  if (stored.state === 'live') {
    keepWhatWasSaid(stored, timesOf(values), ctx.now());
    keepWhatIsFixed(stored, own);
  }
  if (values.places !== null && values.places < stored.taken) throw tooFewPlaces(stored.taken);
  if (!(await updateActivity(ctx, { id, values, own }))) {
    const { state, taken } = await readActivity(ctx, id);
    if (state === 'stopped') throw activityErrors.error('stopped');
    throw values.places !== null && values.places < taken ? tooFewPlaces(taken) : activityErrors.error('name_taken');
  }
  return readActivity(ctx, id);
}

function keepWhatWasSaid(stored: ActivityRow, { startsAt, endsAt }: ReturnType<typeof timesOf>, now: Date): void {
  if (now < stored.startsAt) return;
  if (startsAt.getTime() !== stored.startsAt.getTime())
    throw badForm([{ at: 'days', words: words('已经开始，第一天不能再改', 'It has begun: its first day stays') }]);
  if (endsAt < stored.endsAt)
    throw badForm([
      {
        at: 'days',
        words: words(
          '答应过的最后一天不能提前，要提前结束请终止',
          'It ends no earlier than it said: to end it now, stop it',
        ),
      },
    ]);
}

/** What was promised to everybody at once does not change while it runs. */
function keepWhatIsFixed({ play, own: stored }: ActivityRow, own: OwnValues): void {
  const changed = playOf(play).fixed?.find((key) => !isDeepStrictEqual(stored[key], own[key]));
  if (changed !== undefined)
    throw badForm([{ at: changed, words: words('上线以后不能再改', 'It stays as it is once the activity is live') }]);
}

const tooFewPlaces = (taken: number) =>
  badForm([{ at: 'places', words: words(`已经有 ${taken} 人参加`, `${taken} take part already`) }]);

/** Throws `activities.not_found`, `stopped`, `days_gone`. */
export async function goLive(ctx: Ctx, id: string): Promise<ActivityRow> {
  const { state, endsAt } = await readActivity(ctx, id);
  if (state === 'stopped') throw activityErrors.error('stopped');
  if (endsAt <= ctx.now()) throw activityErrors.error('days_gone');
  return inTransaction(ctx, async (ctx) => {
    const { rows: made } = await sql`
      update activities.activity set state = 'live' where id = ${id} and state = 'draft' returning no
    `.execute(ctx.db);
    await countStamp(ctx);
    const activity = await readActivity(ctx, id);
    if (made.length === 0) return activity;
    await prepareDraws(ctx, activity);
    await prepareFlashSale(ctx, activity);
    return activity;
  });
}

/**
 * For good: nobody joins and nothing counts any more. What was reached is given all the same, and what its end was waited for is due from
 * now on. Throws `activities.not_found`, `over`.
 */
export async function stopActivity(ctx: Ctx, id: string, because: string): Promise<ActivityRow> {
  const before = await readActivity(ctx, id);
  if (before.state === 'stopped') return before;
  if (before.endsAt <= ctx.now() && before.state === 'live') throw activityErrors.error('over');
  await inTransaction(ctx, async (ctx) => {
    await sql`
      update activities.activity set state = 'stopped', stopped_at = ${ctx.now()}, stopped_because = ${because}, settled_at = null
      where id = ${id} and state <> 'stopped'
    `.execute(ctx.db);
    await countStamp(ctx);
    const stopped = await readActivity(ctx, id);
    await stopSessions(ctx, stopped);
    await bringForward(ctx, stopped);
  });
  return readActivity(ctx, id);
}

/** Under each version of its terms the end has come earlier. */
async function bringForward(ctx: Ctx, activity: ActivityRow): Promise<void> {
  const versions = Array.from({ length: activity.version }, (_, n) => ({ activityNo: activity.no, version: n + 1 }));
  const terms = await findTerms(ctx, versions);
  for (const { activityNo, version } of versions) {
    const { values } = terms(activityNo, version);
    const due = dueAt(activity, values, ctx.now());
    const open = values.tiers.flatMap((tier, at) => (giftsOf(tier).length > 1 ? [at] : []));
    await sql`
      update activities.reward r set due_at = least(r.due_at, case when r.chosen is null and r.tier = any(${open}::int[])
        then ${choosesUntil(activity, values, ctx.now())}::timestamptz else ${due}::timestamptz end) from activities.entry e
      where e.no = r.entry_no and e.activity_no = ${activityNo} and e.version = ${version} and r.state = 'due'
    `.execute(ctx.db);
  }
}

/** Throws `activities.not_found`. */
export async function readActivity(ctx: Ctx, id: string): Promise<ActivityRow> {
  const row = (await findActivities(ctx, [id])).get(id);
  if (row === undefined) throw activityErrors.error('not_found', { id });
  return row;
}
