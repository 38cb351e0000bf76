import { sql } from 'kysely';
import { shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import type { LotValues } from './lot-form.ts';

/** A lot of goods as it is kept, and how it stands at the moment of `ctx`. Days are `YYYY-MM-DD`. */
export type LotRow = {
  readonly id: string;
  readonly code: string;
  readonly productId: string;
  readonly productName: string;
  readonly productStatus: 'draft' | 'on_sale' | 'off_sale';
  readonly image: string | null;
  readonly number: string;
  readonly madeOn: string;
  readonly goodUntil: string | null;
  readonly state: 'good' | 'expired' | 'recalled';
  readonly recalledAt: Date | null;
  readonly recallReason: string | null;
  readonly values: LotValues;
  readonly createdAt: Date;
};

/** How a lot `l` stands today. */
export const lotStateAt = (ctx: Ctx) => sql`(case when l.recalled_at is not null then 'recalled'
  when l.good_until < ${shanghaiDay(ctx.now())}::date then 'expired' else 'good' end)`;

/** The columns of a `LotRow`, of lots `l` and their products `p`. */
export const lotColumns = (
  ctx: Ctx,
) => sql`l.id, l.code, l.product_id, p.name as product_name, p.status as product_status,
  p.images[1] as image, l.number, l.made_on::text as made_on, l.good_until::text as good_until, ${lotStateAt(ctx)} as state,
  l.recalled_at, l.recall_reason, l.values, l.created_at`;

/** Lots by id; an unknown id is absent. */
export async function findLots(ctx: Ctx, ids: readonly string[]): Promise<Map<string, LotRow>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<LotRow>`
    select ${lotColumns(ctx)} from catalog.lot l join catalog.product p on p.id = l.product_id
    where l.id = any(${[...new Set(ids)]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}
