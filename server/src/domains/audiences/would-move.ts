import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { LifecycleRules, Stage } from './lifecycle.ts';
import { stageOf } from './standings.ts';

export type Moves = { readonly from: Stage; readonly to: Stage; readonly members: number };

/** How many would be in another stage by these rules, from where to where, the most first. */
export async function wouldMove(ctx: Ctx, rules: LifecycleRules): Promise<readonly Moves[]> {
  const { rows } = await sql<{ from: string; to: string; members: number }>`
    select stage as "from", placed as "to", count(*)::int as members
    from (select stage, ${stageSql(rules, ctx.now())} as placed from (${STANDINGS}) as s) as moved
    where placed <> stage group by 1, 2 order by 3 desc, 1, 2
  `.execute(ctx.db);
  return rows.map(({ from, to, members }) => ({ from: stageOf(from), to: stageOf(to), members }));
}

const STANDINGS = sql`
  select stage, purchases, floor(extract(epoch from last_at) * 1000)::float8 as last_ms,
    ((last_at at time zone 'Asia/Shanghai')::date - (first_at at time zone 'Asia/Shanghai')::date)::float8 as days
  from audiences.standing where orders > 0`;

/** `stageAt` of a row of the above, in the same steps, so that both come to the same millisecond. */
function stageSql(rules: LifecycleRules, now: Date) {
  const number = (value: number) => sql`${value}::float8`;
  const interval = sql`(case when purchases < 2 then ${number(rules.defaultInterval)} else least(${number(rules.maxInterval)},
    greatest(${number(rules.minInterval)}, days / (purchases - 1))) end) * 86400000::float8`;
  const silentFor = (factor: number) =>
    sql`${number(now.getTime())} >= last_ms + ceil(${interval} * ${number(factor)})`;
  return sql`case
    when ${silentFor(rules.lostFactor)} then 'lost'
    when ${silentFor(rules.decliningFactor)} then 'declining'
    when purchases >= ${rules.matureOrders}::int then 'mature'
    when purchases >= ${rules.growingOrders}::int then 'growing'
    else 'new' end`;
}
