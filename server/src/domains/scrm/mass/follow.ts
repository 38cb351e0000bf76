import { sql } from 'kysely';
import { DAY_MS, MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { WechatError, type Wecom } from '../../../wechat/index.ts';
import { type OutcomeKit, settleTargets, type Told } from './outcome.ts';
import type { Taken } from './queries.ts';

/** What the lists say of one customer, by status; 0 says that she has not sent it yet. */
const OUTCOMES: Readonly<Record<number, Told['outcome']>> = { 1: 'sent', 2: 'not_friend', 3: 'limit' };
const TOO_OFTEN = 41094;

/**
 * Reads what came of a part: of whoever has confirmed it since. Answers whether all to whom it fell have. A member whom WeCom chose is written down
 * before she has sent anything.
 */
export async function readResults(
  ctx: Ctx,
  kit: OutcomeKit,
  wecom: Wecom,
  task: Taken,
  msgid: string,
): Promise<boolean> {
  const senders = await wecom.massSenders(msgid);
  const { rows } = await sql<{ userid: string; confirmed: boolean }>`
    select userid, confirmed_at is not null as confirmed from scrm.mass_sender where task_id = ${task.id}
  `.execute(ctx.db);
  const known = new Map(rows.map(({ userid, confirmed }) => [userid, confirmed]));
  for (const { userid, confirmedAt } of senders) {
    if (known.get(userid) === true) continue;
    if (!known.has(userid))
      await sql`insert into scrm.mass_sender (task_id, userid) values (${task.id}, ${userid}) on conflict do nothing`.execute(
        ctx.db,
      );
    if (confirmedAt === null) continue;
    await readOf(ctx, kit, wecom, task, msgid, userid);
    await sql`
      update scrm.mass_sender set confirmed_at = ${confirmedAt} where task_id = ${task.id} and userid = ${userid}
    `.execute(ctx.db);
  }
  return senders.every(({ confirmedAt }) => confirmedAt !== null);
}

/** Page by page, each settled before the next is asked for: whoever dies in between begins anew, and nobody is told twice. */
async function readOf(
  ctx: Ctx,
  kit: OutcomeKit,
  wecom: Wecom,
  task: Taken,
  msgid: string,
  userid: string,
): Promise<void> {
  let cursor: string | undefined;
  do {
    const { results, next } = await wecom.massResults(msgid, userid, cursor);
    const told = results.flatMap(({ target, status, at }) => {
      const outcome = OUTCOMES[status];
      return outcome === undefined
        ? []
        : [{ target, outcome, by: userid, at: outcome === 'sent' ? (at ?? ctx.now()) : null }];
    });
    await settleTargets(ctx, kit, task, told);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
}

const SOONEST_MS = 5 * MINUTE_MS;
const LATEST_MS = 360 * MINUTE_MS;

/** Close at first, when most is sent; then after a quarter of the time that it has been out. Taste. */
export function nextLook(task: Pick<Taken, 'madeAt'>, now: Date): Date {
  const age = now.getTime() - (task.madeAt ?? now).getTime();
  return new Date(now.getTime() + Math.min(LATEST_MS, Math.max(SOONEST_MS, Math.round(age / 4))));
}

/** True: she was reminded. False: WeCom has done so as often as it does. */
export async function remind(ctx: Ctx, wecom: Wecom, { id, msgid }: Pick<Taken, 'id' | 'msgid'>): Promise<boolean> {
  if (msgid === null) return false;
  try {
    await wecom.remindMass(msgid);
  } catch (error) {
    if (error instanceof WechatError && error.errcode === TOO_OFTEN) return false;
    throw error;
  }
  await sql`update scrm.mass_task set reminded = reminded || ${ctx.now()}::timestamptz where id = ${id}`.execute(
    ctx.db,
  );
  return true;
}

/** When she is reminded next by itself; null: never. */
export function nextReminder({ values, madeAt, remindAt }: Taken, now: Date): Date | null {
  if (values.reminders === 0) return null;
  const every = DAY_MS / values.reminders;
  return new Date((remindAt ?? madeAt ?? now).getTime() + every);
}
