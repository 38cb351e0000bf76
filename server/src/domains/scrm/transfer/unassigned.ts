import { sql } from 'kysely';
import { DAY_MS, MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { WechatError, WechatUnreachable } from '../../../wechat/index.ts';
import { wecomOf } from '../corp/corp.ts';

/** Whoever leaves is seen by the directory within hours; this finds customers whom no list of a member shows any more. Taste. */
const EVERY_MS = DAY_MS;
const AGAIN_MS = 10 * MINUTE_MS;
/** A cursor that never ends is a fault of theirs, not a reason to ask for ever. */
const MOST_PAGES = 1000;

type Pair = { readonly userid: string; readonly externalUserid: string };

/**
 * Customers of members who left, as WeCom lists them (待分配): who is on it and is nobody's friend here would be kept in silence. Read
 * whole with no transaction open, then put in the place of what was read before.
 */
export const readUnassigned: Sweep = sweep({
  name: 'scrm.unassigned',
  due: sql`(select min(unassigned_at) from scrm.corp)`,
  async run(ctx) {
    const { rows } = await sql`
      update scrm.corp set unassigned_at = ${new Date(ctx.now().getTime() + AGAIN_MS)} where unassigned_at <= ${ctx.now()} returning id
    `.execute(ctx.db);
    if (rows.length === 0) return 0;
    try {
      const pairs = await readAll(ctx);
      await inTransaction(ctx, async (ctx) => keep(ctx, pairs));
    } catch (error) {
      if (!(error instanceof WechatError) && !(error instanceof WechatUnreachable)) throw error;
      ctx.log.warn({ err: error }, 'the customers of members who left were not read');
    }
    return 1;
  },
});

async function readAll(ctx: Ctx): Promise<readonly Pair[]> {
  const wecom = await wecomOf(ctx);
  const pairs: Pair[] = [];
  let cursor = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { customers, next } = await wecom.unassigned(cursor);
    pairs.push(...customers);
    if (next === '' || next === cursor) return pairs;
    cursor = next;
  }
  return pairs;
}

/** Who had them is known as somebody who left, also where she left before the shop was connected. */
async function keep(ctx: Ctx, pairs: readonly Pair[]): Promise<void> {
  const rows = pairs.map(({ userid, externalUserid }) => ({ userid, external: externalUserid }));
  const told = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (userid text, external text)`;
  await sql`
    insert into scrm.staff (userid, name, department, can_contact, seen_at, gone_at)
    select distinct userid, userid, '', false, ${ctx.now()}::timestamptz, ${ctx.now()}::timestamptz from ${told}
    on conflict (userid) do nothing
  `.execute(ctx.db);
  // Her name is read when she is somebody's friend again.
  await sql`
    insert into scrm.customer (external_userid, name, seen_at) select distinct external, '', ${ctx.now()}::timestamptz from ${told}
    on conflict (external_userid) do nothing
  `.execute(ctx.db);
  await sql`
    with kept as (
      insert into scrm.unassigned (handover_userid, external_userid, seen_at)
      select distinct userid, external, ${ctx.now()}::timestamptz from ${told}
      on conflict (handover_userid, external_userid) do update set seen_at = excluded.seen_at
    )
    delete from scrm.unassigned u where not exists (select from ${told} where r.userid = u.handover_userid and r.external = u.external_userid)
  `.execute(ctx.db);
  await sql`update scrm.corp set unassigned_at = ${new Date(ctx.now().getTime() + EVERY_MS)}`.execute(ctx.db);
}

/**
 * Whom members who left still have: friends that are kept here, and whoever WeCom lists as theirs. Rows of (userid, external_userid), to
 * stand in a `from`.
 */
export const LEFT_BEHIND = sql`(
  select f.userid, f.external_userid from scrm.friend f join scrm.staff s on s.userid = f.userid
  where f.ended_at is null and s.gone_at is not null
  union
  select u.handover_userid, u.external_userid from scrm.unassigned u join scrm.staff s on s.userid = u.handover_userid
  where s.gone_at is not null
)`;
