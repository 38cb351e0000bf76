import { sql } from 'kysely';
import { addDays, dayStart, MINUTE_MS, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { getSetting } from '../../../platform/settings.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { WechatError, WechatUnreachable } from '../../../wechat/index.ts';
import { openOfStaff } from '../../todos/index.ts';
import { readCorp, wecomOf } from '../corp/corp.ts';
import { saidOf } from '../corp/said-of.ts';
import { MANAGER_BUTTON, MANAGER_TITLE, managerText } from '../her-words.ts';
import { sidebarSetting } from '../sidebar/settings.ts';
import { whoAnswers } from './escalate.ts';

const AGAIN_MS = 10 * MINUTE_MS;
const LEASE_MS = 2 * MINUTE_MS;

/**
 * What waits for a manager comes to her as a card of the corp's app: she need not open the sidebar to hear of it. Once a morning, and only
 * where there is something. One whose answer nobody heard is sent again: WeCom shows the same card once.
 */
export const tellManagers: Sweep = sweep({
  name: 'scrm.tell-managers',
  due: sql`(select min(due_at) from scrm.manager_word where due_at is not null)`,
  async run(ctx) {
    const { rows } = await sql<{ userid: string; day: string }>`
      with due as (
        select userid, day from scrm.manager_word where due_at <= ${ctx.now()} order by due_at limit 20 for update skip locked
      )
      update scrm.manager_word w set due_at = ${new Date(ctx.now().getTime() + LEASE_MS)} from due
      where w.userid = due.userid and w.day = due.day returning w.userid, w.day::text as day
    `.execute(ctx.db);
    const { managers } = await getSetting(ctx, sidebarSetting);
    for (const row of rows) await tell(ctx, row, managers ?? []);
    return rows.length;
  },
});

async function tell(
  ctx: Ctx,
  { userid, day }: { readonly userid: string; readonly day: string },
  managers: readonly string[],
): Promise<void> {
  const done = async (told: boolean, trouble: unknown = null, dueAt: Date | null = null) => {
    await sql`
      update scrm.manager_word set due_at = ${dueAt}, told_at = ${told ? ctx.now() : null},
        trouble = ${trouble === null ? null : JSON.stringify(trouble)}::jsonb
      where userid = ${userid} and day = ${day}::date
    `.execute(ctx.db);
  };
  // Of a morning that is long over, or of who is no manager any more, nobody wants to hear.
  if (day !== shanghaiDay(ctx.now()) || !managers.includes(userid)) return done(false);
  const waits = await waitingFor(ctx, userid, managers);
  if (waits.late + waits.lost + waits.numbers === 0) return done(false);
  try {
    const { agentid } = await readCorp(ctx);
    const url = `${ctx.config.publicUrl}/sidebar`;
    const card = { userid, title: MANAGER_TITLE, text: managerText(waits), url, button: MANAGER_BUTTON };
    await (await wecomOf(ctx)).tellMember(agentid, card);
    await done(true);
  } catch (error) {
    if (!(error instanceof WechatError) && !(error instanceof WechatUnreachable)) throw error;
    ctx.log.warn({ err: error, userid }, 'a manager was not told');
    const again = error instanceof WechatUnreachable ? new Date(ctx.now().getTime() + AGAIN_MS) : null;
    await done(false, saidOf(error), again);
  }
}

export type Waiting = {
  /** To-dos of her team that she sees: late, or of customers who left. */
  readonly late: number;
  /** Customers who left members of her team yesterday. */
  readonly lost: number;
  /** Numbers of lists whose day is over and whom nobody asked. */
  readonly numbers: number;
};

async function waitingFor(ctx: Ctx, userid: string, managers: readonly string[]): Promise<Waiting> {
  const team = (await whoAnswers(ctx, managers)).flatMap(({ staffId, to }) => (to === userid ? [staffId] : []));
  const today = dayStart(shanghaiDay(ctx.now()));
  const { rows } = await sql<{ lost: number; numbers: number }>`
    select (
      select count(*)::int from scrm.friend where userid = any(${team}::text[]) and ended_by = 'customer'
        and ended_at >= ${dayStart(addDays(shanghaiDay(ctx.now()), -1))} and ended_at < ${today}
    ) as lost, (
      select count(*)::int from scrm.phone_entry where userid = any(${team}::text[]) and state = 'waiting' and day < ${shanghaiDay(ctx.now())}::date
    ) as numbers
  `.execute(ctx.db);
  const { total } = await openOfStaff(ctx, userid, true);
  return { late: total, lost: rows[0]?.lost ?? 0, numbers: rows[0]?.numbers ?? 0 };
}
