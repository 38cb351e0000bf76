import { type RawBuilder, sql } from 'kysely';
import type { OrderState } from './order.ts';

/** A paid order is sent, or it waits for her at a store: two states towards people, one for whatever money does. Of `orders.placed o`. */
export const SHOWN_STATE = sql<
  OrderState | 'to_collect'
>`case when o.state = 'paid' and o.store_id is not null then 'to_collect' else o.state end`;

export function isShownAs(state: OrderState | 'to_collect'): RawBuilder<boolean> {
  if (state === 'to_collect') return sql`(o.state = 'paid' and o.store_id is not null)`;
  return state === 'paid' ? sql`(o.state = 'paid' and o.store_id is null)` : sql`o.state = ${state}`;
}
