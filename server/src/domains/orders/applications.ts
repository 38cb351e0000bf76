import type { AppliedRule } from '@huoshui/contracts/order';
import { bothOf, type Said } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { lineIdOf } from './order.ts';

type View = Static<typeof AppliedRule>;
type Row = Omit<View, 'lineId' | 'label'> & { readonly position: number | null; readonly label: Said };

/** Every rule on every line of an order, in the order in which they were taken off. */
export async function readApplications(ctx: Ctx, orderId: string): Promise<View[]> {
  const { rows } = await sql<Row>`
    select position, source, offer_id, kind, label, badge, looks_at, base, pieces, amount, funder
    from orders.application where order_id = ${orderId} order by nth, position nulls last
  `.execute(ctx.db);
  return rows.map(({ position, label, ...row }) => ({
    lineId: position === null ? null : lineIdOf({ orderId, position }),
    label: bothOf(label),
    ...row,
  }));
}
