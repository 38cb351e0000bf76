import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { type Back, leftOf } from './commission.ts';
import { holdDistributors, type NewEntry, post } from './ledger.ts';

export type Refund = {
  readonly orderId: string;
  readonly refundId: string;
  /** Nothing of the order is left. */
  readonly whole: boolean;
  readonly lines: readonly { readonly lineId: string; readonly quantity: number; readonly amount: number }[];
};

type Row = {
  readonly no: number;
  readonly distributorNo: number;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly lineId: string;
  readonly units: number;
  readonly backUnits: number;
  readonly base: number;
  readonly backBase: number;
  readonly rate: number;
  readonly amount: number;
  readonly reversed: number;
  readonly state: 'frozen' | 'released' | 'reversed';
};

/**
 * Orders of which something went back earn less: by the units that went back, and by the money where she keeps the goods. What was in the
 * balance already goes out of it, below nothing if need be: what she earns next goes there first.
 */
export async function reverse(ctx: Ctx, refunds: readonly Refund[]): Promise<void> {
  const { rows } = await sql<{ distributorNo: number; orderId: string }>`
    select distinct distributor_no, order_id from distribution.commission where order_id = any(${refunds.map(({ orderId }) => orderId)}::text[])
  `.execute(ctx.db);
  if (rows.length === 0) return;
  await holdDistributors(
    ctx,
    rows.map(({ distributorNo }) => distributorNo),
  );
  const known = new Set(rows.map(({ orderId }) => orderId));
  // One after the other: refunds of one order each see what the one before left.
  for (const refund of refunds) if (known.has(refund.orderId)) await reverseOne(ctx, refund);
}

async function reverseOne(ctx: Ctx, refund: Refund): Promise<void> {
  const { rows } = await sql<Row>`
    select no, distributor_no, order_id, order_number, line_id, units, back_units, base, back_base, rate, amount, reversed, state
    from distribution.commission where order_id = ${refund.orderId} and not ${refund.refundId} = any(refunds) order by no for no key update
  `.execute(ctx.db);
  const changed = rows.flatMap((row) => {
    const back = backOf(row, refund);
    return back === null ? [] : [{ row, back, less: row.amount - row.reversed - lessOf(row, back) }];
  });
  await sql`
    update distribution.commission c set back_units = b.units, back_base = b.base, reversed = c.reversed + b.less,
      refunds = array_append(c.refunds, ${refund.refundId}), state = case when c.reversed + b.less = c.amount then 'reversed' else c.state end
    from jsonb_to_recordset(${JSON.stringify(changed.map(({ row, back, less }) => ({ no: row.no, ...back, less })))}::jsonb)
      as b (no bigint, units int, base int, less int) where b.no = c.no
  `.execute(ctx.db);
  await post(
    ctx,
    changed.map(
      ({ row, less }): NewEntry => ({
        ...{ distributorNo: row.distributorNo, key: `reversed:${refund.refundId}:${row.no}`, kind: 'reversed' },
        ...{ commissionNo: row.no, note: row.orderNumber },
        ...(row.state === 'frozen' ? { frozen: -less, balance: 0 } : { frozen: 0, balance: -less }),
      }),
    ),
  );
}

/** Never more than is left of it, so that a commission that was taken back by a review stays at nothing. */
function lessOf(row: Row, back: Back): number {
  return Math.min(row.amount - row.reversed, leftOf(row, back));
}

/** All of the line that has gone back after this refund; null: nothing of it did, as where the delivery fee alone goes back. */
function backOf(row: Row, { whole, lines }: Refund): Back | null {
  if (whole) return { units: row.units, base: row.base };
  const of = lines.filter(({ lineId }) => lineId === row.lineId);
  if (of.length === 0) return null;
  const units = of.reduce((sum, { quantity }) => sum + quantity, row.backUnits);
  const base = of.reduce((sum, { amount }) => sum + amount, row.backBase);
  return { units: Math.min(row.units, units), base: Math.min(row.base, base) };
}
