import { initialValues } from '@huoshui/contracts/form-values';
import { sql } from 'kysely';
import { conditionKit } from '../server/src/domains/audiences/index.ts';
import { entrusted } from '../server/src/domains/messaging/domain.ts';
import { massForm } from '../server/src/domains/scrm/mass/mass-form.ts';
import { plan } from '../server/src/domains/scrm/mass/plan.ts';
import { findMass } from '../server/src/domains/scrm/mass/queries.ts';
import { asked } from '../server/src/domains.ts';
import type { Ctx } from '../server/src/platform/ctx.ts';
import type { Result } from './kit/result.ts';
import { atSizes } from './kit/sizes.ts';
import { type MillionShop, withShop } from './million/shop.ts';

const STAFF = 300;

/**
 * README: who of a million members gets a mass send of WeCom from whom. Every member is a customer of one of 300 members of staff, one in six of two; a tenth have
 * had as many messages as the shop allows.
 */
export async function run(): Promise<Result[]> {
  return atSizes(async (members) => withShop(members, async (shop) => [await planning(shop)]));
}

async function planning({ running: { ctx }, members }: MillionShop): Promise<Result> {
  await befriend(ctx);
  const conditions = conditionKit(asked);
  const values = {
    ...initialValues(massForm(conditions).fields),
    ...{ name: '全部好友', to: 'members', who: { kind: 'is_friend', values: { staff: null } }, text: '你好' },
  };
  await sql`
    insert into scrm.mass (id, name, values, state, created_at) values ('mss_bench', '全部好友', ${JSON.stringify(values)}::jsonb, 'planning', now())
  `.execute(ctx.db);
  const mass = await findMass(ctx, 'mss_bench');
  if (mass === undefined) throw new Error('the mass send vanished');
  const start = performance.now();
  await plan(ctx, { conditions, entrusted }, mass);
  const seconds = (performance.now() - start) / 1000;
  await check(ctx, members);
  const value = Number(seconds.toFixed(1));
  return {
    name: `a mass send planned for all of them and ${STAFF} staff`,
    value,
    unit: 's',
    goal: '≤ 30',
    ok: value <= 30,
  };
}

async function befriend(ctx: Ctx): Promise<void> {
  await sql`
    insert into scrm.staff (userid, name, department, can_contact, capacity, seen_at)
    select 'u' || n, 'u' || n, '门店', true, 20000, now() from generate_series(1, ${STAFF}::int) as n
  `.execute(ctx.db);
  await sql`
    insert into scrm.customer (external_userid, name, member_id, person_no, seen_at)
    select 'wm' || md5(person_no::text), nickname, id, person_no, now() from members.member where merged_into is null
  `.execute(ctx.db);
  await sql`
    insert into scrm.friend (id, userid, external_userid, added_at)
    select 'frd_' || c.person_no || '_' || k, 'u' || (1 + (c.person_no * 7 + k * 13) % ${STAFF}::int), c.external_userid, now() - c.person_no * interval '1 second'
    from scrm.customer c cross join lateral generate_series(0, case when c.person_no % 6 = 0 then 1 else 0 end) as k
  `.execute(ctx.db);
  await sql`
    insert into messaging.quota_use (person_no, window_key, count)
    select person_no, 'month:' || to_char(${ctx.now()}::timestamptz at time zone 'Asia/Shanghai', 'YYYY-MM'), case when person_no % 10 = 0 then 90 else 1 end
    from scrm.customer on conflict (person_no, window_key) do update set count = excluded.count
  `.execute(ctx.db);
  await sql`analyze scrm.customer, scrm.friend, messaging.quota_use`.execute(ctx.db);
}

/** Everybody once: nine in ten are planned. */
async function check(ctx: Ctx, members: number): Promise<void> {
  const { rows } = await sql<{ planned: number; leftOut: number; tasks: number }>`
    select count(*) filter (where state = 'planned')::int as planned, count(*) filter (where state = 'left_out')::int as left_out,
      (select sum(targets)::int from scrm.mass_task) as tasks from scrm.mass_target
  `.execute(ctx.db);
  const { planned = 0, leftOut = 0, tasks = 0 } = rows[0] ?? {};
  if (planned !== tasks || planned + leftOut < members * 0.9 || leftOut < members * 0.08)
    throw new Error(`planned ${planned}, in tasks ${tasks}, left out ${leftOut} of ${members}`);
}
