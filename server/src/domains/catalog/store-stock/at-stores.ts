import { sql } from 'kysely';

const SHELVES = sql`catalog.store_stock e
  join catalog.stock_store w on w.id = e.store_id and w.serves
  join catalog.product c on c.id = s.product_id and c.pickup
  where e.sku_id = s.id`;

/** Of `catalog.sku s`: the most that one store has of its own where shoppers can collect it; an order is collected at one. */
export const MOST_AT_A_STORE = sql<number>`coalesce((select max(e.on_hand - e.reserved) from ${SHELVES}), 0)`;

/** Of `catalog.sku s` and its `catalog.stock k`: it may be had, out of the shop's stock or at a store. */
export const TO_BE_HAD = sql<boolean>`(k.on_hand > k.reserved
  or exists (select from ${SHELVES} and e.on_hand > e.reserved))`;
