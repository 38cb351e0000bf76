import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';

/** Calls of one endpoint by a corp, whichever of its apps calls. */
export const CALLS = {
  perMinute: 10_000,
  perHour: 150_000,
  source: 'developer.work.weixin.qq.com/document/path/90454',
  asOf: '2023-08-28',
} as const;

/** What is left to other apps of the corp, and to whoever is at the counter. Taste. */
const OURS = 0.8;
const MINUTES = 60;

export const quotaWords = words(
  `每个接口每分钟 ${CALLS.perMinute} 次、每小时 ${CALLS.perHour} 次，对账最多用八成`,
  `${CALLS.perMinute} calls a minute and ${CALLS.perHour} an hour of each endpoint; a comparison uses four fifths at most`,
);

/** Takes calls of this minute; false: not in this minute. Counted before they are made, so no process passes it. */
export async function takeCalls(ctx: Ctx, path: string, calls = 1): Promise<boolean> {
  const minute = minuteOf(ctx.now());
  const since = new Date(minute.getTime() - (MINUTES - 1) * MINUTE_MS);
  const { rows } = await sql`
    insert into scrm.quota as q (path, minute, used)
    select ${path}, ${minute}, ${calls}::int
    where (select coalesce(sum(used), 0) from scrm.quota where path = ${path} and minute >= ${since}) + ${calls} <= ${CALLS.perHour * OURS}
    on conflict (path, minute) do update set used = q.used + ${calls} where q.used + ${calls} <= ${CALLS.perMinute * OURS}
    returning 1
  `.execute(ctx.db);
  return rows.length > 0;
}

/** The platform says that it is over: nothing more of it in this minute. Other apps of the corp count as well. */
export async function closeMinute(ctx: Ctx, path: string): Promise<void> {
  await sql`
    insert into scrm.quota as q (path, minute, used) values (${path}, ${minuteOf(ctx.now())}, ${CALLS.perMinute})
    on conflict (path, minute) do update set used = greatest(q.used, excluded.used)
  `.execute(ctx.db);
}

export function nextMinute(ctx: Ctx): Date {
  return new Date(minuteOf(ctx.now()).getTime() + MINUTE_MS);
}

export async function forgetCalls(ctx: Ctx): Promise<void> {
  await sql`delete from scrm.quota where minute < ${new Date(ctx.now().getTime() - 2 * MINUTES * MINUTE_MS)}`.execute(
    ctx.db,
  );
}

function minuteOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS);
}
