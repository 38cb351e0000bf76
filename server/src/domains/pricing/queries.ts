import { sql } from 'kysely';
import { type Counted, countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { PromotionRow } from './promotion.ts';

const columns = sql.raw('id, name, kind, values, scope, stacking, funder, starts_at, ends_at, ended_at');

/** Those that are open at `now`. */
export async function findOpenPromotions(ctx: Ctx, now: Date): Promise<PromotionRow[]> {
  const { rows } = await sql<PromotionRow>`
    select ${columns} from pricing.promotion
    where ended_at is null and ends_at > ${now} and starts_at <= ${now}
  `.execute(ctx.db);
  return rows;
}

/** Those that are open at some moment of this time, half-open. */
export async function findPromotionsDuring(
  ctx: Ctx,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<PromotionRow[]> {
  const { rows } = await sql<PromotionRow>`
    select ${columns} from pricing.promotion
    where starts_at < ${to} and ends_at > ${from} and coalesce(ended_at, ends_at) > greatest(starts_at, ${from})
    order by starts_at, id limit ${MOST_AT_ONCE}
  `.execute(ctx.db);
  return rows;
}

const MOST_AT_ONCE = 1000;

export async function findPromotion(ctx: Ctx, id: string): Promise<PromotionRow | undefined> {
  const [row] = await findPromotions(ctx, [id]);
  return row;
}

export async function findPromotions(ctx: Ctx, ids: readonly string[]): Promise<PromotionRow[]> {
  const { rows } = await sql<PromotionRow>`
    select ${columns} from pricing.promotion where id = any(${[...ids]}::text[])
  `.execute(ctx.db);
  return rows;
}

export async function insertPromotion(ctx: Ctx, row: Omit<PromotionRow, 'endedAt'>): Promise<void> {
  await sql`
    insert into pricing.promotion (id, name, kind, values, scope, stacking, funder, starts_at, ends_at, created_at)
    values (${row.id}, ${row.name}, ${row.kind}, ${JSON.stringify(row.values)}::jsonb,
      ${JSON.stringify(row.scope)}::jsonb, ${JSON.stringify(row.stacking)}::jsonb, ${row.funder}, ${row.startsAt}, ${row.endsAt}, ${ctx.now()})
  `.execute(ctx.db);
}

/** Answers whether it was still there to be changed. */
export async function updatePromotion(ctx: Ctx, row: Omit<PromotionRow, 'endedAt'>): Promise<boolean> {
  const { rows } = await sql`
    update pricing.promotion set
      name = ${row.name}, kind = ${row.kind}, values = ${JSON.stringify(row.values)}::jsonb, scope = ${JSON.stringify(row.scope)}::jsonb,
      stacking = ${JSON.stringify(row.stacking)}::jsonb, funder = ${row.funder}, starts_at = ${row.startsAt}, ends_at = ${row.endsAt}
    where id = ${row.id} and ended_at is null and ends_at > ${ctx.now()}
    returning id
  `.execute(ctx.db);
  return rows.length > 0;
}

/** Once ended it stays ended, at the first time. */
export async function endPromotion(ctx: Ctx, id: string): Promise<void> {
  await sql`
    update pricing.promotion set ended_at = ${ctx.now()}
    where id = ${id} and ended_at is null and ends_at > ${ctx.now()}
  `.execute(ctx.db);
}

export async function listPromotions(
  ctx: Ctx,
  { q, after, limit }: { q: string | null; after: string | null; limit: number },
): Promise<PromotionRow[]> {
  const { rows } = await sql<PromotionRow>`
    select ${columns} from pricing.promotion
    where (${q}::text is null or strpos(name, ${q}) > 0) and (${after}::text is null or id < ${after})
    order by id desc limit ${limit}
  `.execute(ctx.db);
  return rows;
}

export async function countPromotions(ctx: Ctx, q: string | null): Promise<Counted> {
  return countUpTo(
    ctx,
    10_000,
    sql`select from pricing.promotion where (${q}::text is null or strpos(name, ${q}) > 0)`,
  );
}
