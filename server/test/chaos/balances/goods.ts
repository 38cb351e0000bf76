import { type Balance, statement } from './books.ts';

/** Pieces on the shelves. */
export const goodsBalances: readonly Balance[] = [
  {
    of: 'put on the shelves = on hand (reserved among it) + sold, by SKU',
    sides: async ({ rows, tally }) =>
      (await rows(statement`select sku_id as id, 0 as ours, on_hand + sold as theirs from catalog.stock`)).map(
        ({ id, theirs }) => ({ id, ours: tally.stocked.get(id) ?? 0, theirs }),
      ),
  },
  {
    of: 'reserved = unpaid orders + replacements set aside, by SKU',
    sides: async ({ rows }) =>
      rows(statement`
        select s.sku_id as id, s.reserved as ours, coalesce(h.n, 0)::int as theirs from catalog.stock s left join (
          select sku_id, sum(n) as n from (
            select l.sku_id, l.quantity as n from orders.line l join orders.placed o on o.id = l.order_id where o.state = 'unpaid'
            union all
            select w."skuId", w.quantity from orders.after_sale a join orders.refund r on r.id = a.refund_id,
              jsonb_to_recordset(r.lines) as w ("skuId" text, quantity int) where a.replacement = 'reserved'
          ) held group by sku_id
        ) h using (sku_id)
      `),
  },
];
