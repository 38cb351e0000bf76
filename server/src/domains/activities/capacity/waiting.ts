import type { Waits } from '@huoshui/contracts/activities';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import { dayStart, MINUTE_MS, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { type ActivityRow, stateOf } from '../activity.ts';
import { readActivity } from '../change-activity.ts';
import { activityErrors } from '../errors.ts';
import { activityGoesOn } from '../events.ts';
import type { Her } from '../met.ts';
import { findActivities, findByNo } from '../queries.ts';
import { goesOnAt, isFullToday } from './capacity.ts';

/** Nobody wants to be told at midnight that a day has begun. */
const MORNING_MS = 8 * 60 * MINUTE_MS;
/** Of a session, which begins by the clock. */
const BEFORE_MS = 5 * MINUTE_MS;
const AT_ONCE = 500;

/** Today takes no more of it: from when on it does, and whether she is told; null: there is nothing to wait for. */
export async function waitsOf(ctx: Ctx, her: Her, activity: ActivityRow): Promise<Static<typeof Waits> | null> {
  if (!(await isFullToday(ctx, activity))) return null;
  const at = await goesOnAt(ctx, activity);
  const { rows } = await sql`
    select from activities.waiting where activity_no = ${activity.no} and person_no = ${her.personNo} and told_at is null
  `.execute(ctx.db);
  return { goesOnAt: at?.toISOString() ?? null, reminded: rows.length > 0 };
}

/**
 * She wants to be told when it begins or goes on; twice is once. Throws `activities.not_found`, `not_waiting` where she may take part now, and `over` where
 * today is its last day.
 */
export async function askToBeTold(ctx: Ctx, her: Her & { readonly app: string }, id: string): Promise<void> {
  const activity = await readActivity(ctx, id);
  if (activity.state !== 'live' || ctx.now() >= activity.endsAt) throw activityErrors.error('over');
  const at = ctx.now() < activity.startsAt ? activity.startsAt : await whenItGoesOn(ctx, activity);
  await sql`
    insert into activities.waiting as w (activity_no, person_no, member_id, app, goes_on_at, remind_at)
    values (${activity.no}, ${her.personNo}, ${her.memberId}, ${her.app}, ${at}, ${remindAt(at)})
    on conflict (activity_no, person_no) do update set
      app = excluded.app, goes_on_at = excluded.goes_on_at, remind_at = excluded.remind_at, told_at = null
  `.execute(ctx.db);
}

async function whenItGoesOn(ctx: Ctx, activity: ActivityRow): Promise<Date> {
  if (!(await isFullToday(ctx, activity))) throw activityErrors.error('not_waiting');
  const at = await goesOnAt(ctx, activity);
  if (at === null) throw activityErrors.error('over');
  return at;
}

const remindAt = (at: Date): Date =>
  new Date(at.getTime() === dayStart(shanghaiDay(at)).getTime() ? at.getTime() + MORNING_MS : at.getTime() - BEFORE_MS);

/** Throws `activities.not_found`. */
export async function dropWaiting(ctx: Ctx, { personNo }: Her, id: string): Promise<void> {
  const { no } = await readActivity(ctx, id);
  await sql`
    delete from activities.waiting where activity_no = ${no} and person_no = ${personNo} and told_at is null
  `.execute(ctx.db);
}

type Due = Her & { readonly activityNo: number; readonly app: string; readonly goesOnAt: Date };

/** Tells each once, while there is room; a day that is full again by then moves her on to the next one, and what is over tells nobody. */
export const tellWaiting: Sweep = sweep({
  name: 'activities.waiting',
  due: sql`(select min(remind_at) from activities.waiting where told_at is null)`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const { rows } = await sql<Due>`
        with due as (
          select activity_no, person_no from activities.waiting where told_at is null and remind_at <= ${ctx.now()}
          order by remind_at limit ${AT_ONCE} for no key update skip locked
        )
        update activities.waiting w set told_at = ${ctx.now()} from due
        where w.activity_no = due.activity_no and w.person_no = due.person_no
        returning w.activity_no, w.person_no, w.member_id, w.app, w.goes_on_at
      `.execute(ctx.db);
      const activities = await findByNo(
        ctx,
        rows.map(({ activityNo }) => activityNo),
      );
      for (const activity of activities.values())
        await tellOf(
          ctx,
          activity,
          rows.filter(({ activityNo }) => activityNo === activity.no),
        );
      return rows.length;
    }),
});

async function tellOf(ctx: Ctx, activity: ActivityRow, those: readonly Due[]): Promise<void> {
  // It begins later than it was to when she asked: she is told then.
  if (remindAt(activity.startsAt) > ctx.now()) return moveTo(ctx, activity, those, activity.startsAt);
  // Whose day is still to begin, as a session's, has all of it before her.
  const full = await isFullToday(ctx, activity);
  const late = full ? those.filter(({ goesOnAt: at }) => at <= ctx.now()) : [];
  if (late.length > 0) await moveOn(ctx, activity, late);
  if (!['warm_up', 'running'].includes(stateOf(activity, ctx.now()))) return;
  for (const { memberId, personNo, app, goesOnAt: at } of those.filter((one) => !late.includes(one))) {
    const about = { memberId, activityId: activity.id, name: activity.name, play: activity.play };
    const payload = { ...about, goesOnAt: at.toISOString(), ...(app === '' ? {} : { app }) };
    ctx.emit(activityGoesOn, { personNo, payload });
  }
}

async function moveOn(ctx: Ctx, activity: ActivityRow, those: readonly Due[]): Promise<void> {
  const at = await goesOnAt(ctx, activity);
  if (at !== null) await moveTo(ctx, activity, those, at);
}

async function moveTo(ctx: Ctx, activity: ActivityRow, those: readonly Due[], at: Date): Promise<void> {
  await sql`
    update activities.waiting set told_at = null, goes_on_at = ${at}, remind_at = ${remindAt(at)}
    where activity_no = ${activity.no} and person_no = any(${those.map(({ personNo }) => personNo)}::int[])
  `.execute(ctx.db);
}

/** Those of these that run or are about to: word that one goes on comes to nothing once it is over. */
export async function stillRunning(ctx: Ctx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = [...(await findActivities(ctx, ids)).values()];
  return new Set(rows.filter((one) => ['warm_up', 'running'].includes(stateOf(one, ctx.now()))).map(({ id }) => id));
}
