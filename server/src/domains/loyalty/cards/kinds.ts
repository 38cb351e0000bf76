import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { loyaltyErrors } from '../errors.ts';
import type { CardKindRow } from './card.ts';

const columns = sql.raw(
  'id, name, price, months, pays_percent, point_tenths, free_shipping, monthly_coupon, ended, created_at',
);

/** All of them, those on offer first, the cheaper before the dearer. */
export async function readKinds(ctx: Pick<Ctx, 'db'>): Promise<readonly CardKindRow[]> {
  const { rows } = await sql<CardKindRow>`
    select ${columns} from loyalty.card_kind order by ended, price, id
  `.execute(ctx.db);
  return rows;
}

export async function findKind(ctx: Ctx, id: string): Promise<CardKindRow> {
  const { rows } = await sql<CardKindRow>`select ${columns} from loyalty.card_kind where id = ${id}`.execute(ctx.db);
  const [kind] = rows;
  if (kind === undefined) throw loyaltyErrors.error('card_kind_not_found', { id });
  return kind;
}

export async function writeKind(ctx: Ctx, kind: Omit<CardKindRow, 'ended' | 'createdAt'>): Promise<void> {
  await sql`
    insert into loyalty.card_kind (id, name, price, months, pays_percent, point_tenths, free_shipping, monthly_coupon, created_at)
    values (${kind.id}, ${kind.name}, ${kind.price}, ${kind.months}, ${kind.paysPercent}, ${kind.pointTenths},
      ${kind.freeShipping}, ${kind.monthlyCoupon}, ${ctx.now()})
    on conflict (id) do update set name = excluded.name, price = excluded.price, months = excluded.months,
      pays_percent = excluded.pays_percent, point_tenths = excluded.point_tenths, free_shipping = excluded.free_shipping,
      monthly_coupon = excluded.monthly_coupon
  `.execute(ctx.db);
}

export async function endKind(ctx: Ctx, id: string, ended: boolean): Promise<void> {
  await sql`update loyalty.card_kind set ended = ${ended} where id = ${id}`.execute(ctx.db);
}

/** Cards of each kind that are running or yet to begin. */
export async function countHolders(ctx: Ctx): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ kindId: string; holders: number }>`
    select kind_id, count(*)::int as holders from loyalty.card where state = 'paid' and ends_at > ${ctx.now()} group by kind_id
  `.execute(ctx.db);
  return new Map(rows.map(({ kindId, holders }) => [kindId, holders]));
}
