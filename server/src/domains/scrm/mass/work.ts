import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { OUTBOX_CHANNEL } from '../../../platform/outbox.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { againAt, isForGood } from '../corp/again.ts';
import { wecomOf } from '../corp/corp.ts';
import { saidOf } from '../corp/said-of.ts';
import { nextLook, nextReminder, readResults, remind } from './follow.ts';
import { askWecom, findMade, prepareTask, targetsOf } from './make.ts';
import { type OutcomeKit, settleTargets } from './outcome.ts';
import type { Taken } from './queries.ts';

const AT_ONCE = 5;
/** Longer than the slowest part takes: a page of results is a second, and there are ten. */
const LEASE_MS = 3 * MINUTE_MS;
const LAG_MS = 15_000;

/** Parts of mass sends: made at WeCom, their staff reminded, what came of them read, and stopped in the end. */
export function massWork(kit: OutcomeKit): Sweep {
  return sweep({
    name: 'scrm.mass-tasks',
    due: sql`(select min(due_at) from scrm.mass_task where due_at is not null)`,
    async run(ctx) {
      const taken = await take(ctx);
      await Promise.all(taken.map(async (task) => work(ctx, kit, task)));
      for (const massNo of new Set(taken.map((task) => task.massNo))) await endMass(ctx, massNo);
      return taken.length;
    },
  });
}

async function take(ctx: Ctx): Promise<readonly Taken[]> {
  const { rows } = await sql<Taken>`
    with held as (select id from scrm.mass_task where due_at <= ${ctx.now()} order by due_at limit ${AT_ONCE} for update skip locked)
    update scrm.mass_task t set due_at = ${new Date(ctx.now().getTime() + LEASE_MS)}, tries = t.tries + 1
    from held, scrm.mass m where t.id = held.id and m.no = t.mass_no
    returning t.id, m.id as mass_id, t.mass_no, m.name as mass, m.values, t.userid, t.part, t.state, t.msgid, t.asked_at, t.made_at, m.stop_at,
      t.tries, t.remind_at, t.stopping, t.cancelled_at
  `.execute(ctx.db);
  return rows;
}

async function work(ctx: Ctx, kit: OutcomeKit, task: Taken): Promise<void> {
  try {
    if (task.state === 'waiting') await begin(ctx, kit, task);
    else if (task.state === 'creating') await make(ctx, kit, task);
    else await follow(ctx, kit, task);
  } catch (error) {
    await putOff(ctx, kit, task, error);
  }
}

async function begin(ctx: Ctx, kit: OutcomeKit, task: Taken): Promise<void> {
  if (task.stopping) return close(ctx, kit, task, 'stopped');
  if (!(await prepareTask(ctx, kit, task))) return;
  await made(ctx, task, await askWecom(ctx, kit, await wecomOf(ctx), task));
}

/** It was about to be made, and nobody wrote down what came of it: it may be there already. */
async function make(ctx: Ctx, kit: OutcomeKit, task: Taken): Promise<void> {
  const wecom = await wecomOf(ctx);
  const found = await findMade(ctx, wecom, task);
  if (found === null && task.stopping) return close(ctx, kit, task, 'stopped');
  await made(ctx, task, found ?? (await askWecom(ctx, kit, wecom, task)));
}

async function made(ctx: Ctx, task: Taken, msgid: string): Promise<void> {
  const now = ctx.now();
  await sql`
    update scrm.mass_task set state = 'offered', msgid = ${msgid}, made_at = ${now}, tries = 0, trouble = null,
      remind_at = ${nextReminder({ ...task, madeAt: now, remindAt: null }, now)}, due_at = ${nextLook({ ...task, madeAt: now }, now)}
    where id = ${task.id} and state = 'creating'
  `.execute(ctx.db);
  await tell(ctx);
}

async function follow(ctx: Ctx, kit: OutcomeKit, task: Taken): Promise<void> {
  const { id, msgid, stopAt, stopping, remindAt, cancelledAt } = task;
  if (msgid === null) throw new Error(`part ${id} was made without an id`);
  const wecom = await wecomOf(ctx);
  const now = ctx.now();
  if (await readResults(ctx, kit, wecom, task, msgid)) return close(ctx, kit, task, 'done');
  if (stopping || (stopAt !== null && stopAt <= now)) {
    if (cancelledAt !== null) return close(ctx, kit, task, 'stopped');
    await wecom.cancelMass(msgid);
    // She may have sent it just before: the lists say so a moment later than her tap.
    await sql`update scrm.mass_task set cancelled_at = ${now}, due_at = ${new Date(now.getTime() + LAG_MS)} where id = ${id}`.execute(
      ctx.db,
    );
    return;
  }
  const reminding = remindAt !== null && remindAt <= now;
  if (reminding) await remind(ctx, wecom, task);
  const next = reminding ? nextReminder({ ...task, remindAt: now }, now) : remindAt;
  const looks = [nextLook(task, now), ...(next === null ? [] : [next]), ...(stopAt === null ? [] : [stopAt])];
  await sql`
    update scrm.mass_task set due_at = ${new Date(Math.min(...looks.map((at) => at.getTime())))}, remind_at = ${next}, tries = 0, trouble = null
    where id = ${id} and state = 'offered' and not stopping
  `.execute(ctx.db);
  await sql`update scrm.mass_task set due_at = ${now} where id = ${id} and state = 'offered' and stopping`.execute(
    ctx.db,
  );
}

/** Whoever nobody has written to by now is not written to. */
async function close(ctx: Ctx, kit: OutcomeKit, task: Taken, state: 'done' | 'stopped' | 'failed'): Promise<void> {
  const outcome = state === 'failed' ? 'failed' : 'unsent';
  await sql`
    update scrm.mass_target set state = 'offered' where mass_no = ${task.massNo} and userid = ${task.userid} and part = ${task.part} and state = 'planned'
  `.execute(ctx.db);
  const rest = (await targetsOf(ctx, task, 'offered')).map(
    ({ target }) => ({ target, outcome, by: null, at: null }) as const,
  );
  for (let start = 0; start < rest.length; start += 1000)
    await settleTargets(ctx, kit, task, rest.slice(start, start + 1000));
  await sql`
    update scrm.mass_task t set state = ${state}, due_at = null, confirmed_at = (select max(confirmed_at) from scrm.mass_sender s where s.task_id = t.id)
    where id = ${task.id}
  `.execute(ctx.db);
  await tell(ctx);
}

/** Not now. What WeCom refuses for good is given up; of what may have been made nobody knows, so it is looked for first. */
async function putOff(ctx: Ctx, kit: OutcomeKit, task: Taken, error: unknown): Promise<void> {
  ctx.log.warn({ err: error, task: task.id, mass: task.massId }, 'a part of a mass send waits');
  const trouble = JSON.stringify(saidOf(error));
  const again = againAt(task.tries, ctx.now());
  await sql`update scrm.mass_task set trouble = ${trouble}::jsonb, due_at = ${again} where id = ${task.id}`.execute(
    ctx.db,
  );
  if (isForGood(error) && task.state !== 'offered') await close(ctx, kit, task, 'failed');
}

/** When the last part is. */
async function endMass(ctx: Ctx, massNo: number): Promise<void> {
  await sql`
    update scrm.mass m set state = case when m.state = 'running' then 'ended' else m.state end, ended_at = ${ctx.now()}
    where m.no = ${massNo} and m.ended_at is null and m.state in ('running', 'stopped')
      and not exists (select from scrm.mass_task t where t.mass_no = m.no and t.state in ('waiting', 'creating', 'offered'))
  `.execute(ctx.db);
}

/** Whoever waits for news looks again. */
async function tell(ctx: Ctx): Promise<void> {
  await sql`select pg_notify(${OUTBOX_CHANNEL}, '')`.execute(ctx.db);
}
