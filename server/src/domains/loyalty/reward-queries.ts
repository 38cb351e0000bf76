import { sql } from 'kysely';
import { type Counted, countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { RewardRow } from './tables.ts';

const columns = sql.raw('id, name, benefit, points, total, per_member, exchanged, ended, created_at');

export type RewardTerms = Pick<RewardRow, 'name' | 'benefit' | 'points' | 'total' | 'perMember'>;

export async function insertReward(ctx: Ctx, id: string, terms: RewardTerms): Promise<void> {
  await sql`
    insert into loyalty.reward (id, name, benefit, points, total, per_member, created_at)
    values (${id}, ${terms.name}, ${terms.benefit}, ${terms.points}, ${terms.total}, ${terms.perMember}, ${ctx.now()})
  `.execute(ctx.db);
}

/** False when more are exchanged already than its new total. */
export async function updateReward(ctx: Ctx, id: string, terms: RewardTerms): Promise<boolean> {
  const { rows } = await sql`
    update loyalty.reward set name = ${terms.name}, benefit = ${terms.benefit}, points = ${terms.points},
      total = ${terms.total}, per_member = ${terms.perMember}
    where id = ${id} and (${terms.total}::int is null or exchanged <= ${terms.total}) returning id
  `.execute(ctx.db);
  return rows.length > 0;
}

export async function endReward(ctx: Ctx, id: string, ended: boolean): Promise<void> {
  await sql`update loyalty.reward set ended = ${ended} where id = ${id}`.execute(ctx.db);
}

export async function findReward(ctx: Ctx, id: string): Promise<RewardRow | undefined> {
  const { rows } = await sql<RewardRow>`select ${columns} from loyalty.reward where id = ${id}`.execute(ctx.db);
  return rows[0];
}

export async function listRewardRows(
  ctx: Ctx,
  { q, after, limit }: { readonly q: string | null; readonly after: string | null; readonly limit: number },
): Promise<RewardRow[]> {
  const { rows } = await sql<RewardRow>`
    select ${columns} from loyalty.reward
    where (${q}::text is null or strpos(lower(name), lower(${q})) > 0) and (${after}::text is null or id < ${after})
    order by id desc limit ${limit}
  `.execute(ctx.db);
  return rows;
}

export async function countRewards(ctx: Ctx, q: string | null): Promise<Counted> {
  return countUpTo(
    ctx,
    10_000,
    sql`select from loyalty.reward where (${q}::text is null or strpos(lower(name), lower(${q})) > 0)`,
  );
}

/** Those that are on offer, the cheapest first. */
export async function rewardsOnOffer(ctx: Ctx): Promise<RewardRow[]> {
  const { rows } = await sql<RewardRow>`
    select ${columns} from loyalty.reward where not ended order by points, id limit 100
  `.execute(ctx.db);
  return rows;
}

/** One more is exchanged, unless it has ended or all are gone. */
export async function countExchanged(ctx: Ctx, id: string): Promise<boolean> {
  const { rows } = await sql`
    update loyalty.reward set exchanged = exchanged + 1
    where id = ${id} and not ended and (total is null or exchanged < total) returning id
  `.execute(ctx.db);
  return rows.length > 0;
}

/** How often she has exchanged points for each of these. */
export async function countHers(
  ctx: Ctx,
  memberId: string,
  rewardIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ rewardId: string; count: number }>`
    select reward_id, count(*)::int as count from loyalty.exchange
    where member_id = ${memberId} and reward_id = any(${rewardIds}::text[]) group by reward_id
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.rewardId, row.count]));
}
