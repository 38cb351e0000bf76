import { type Balance, statement } from './books.ts';

/** Pieces on the shelves. */
export const goodsBalances: readonly Balance[] = [
  {
    of: 'places in delivery slots = orders that are to be brought then',
    sides: async ({ rows }) =>
      rows(statement`
        select d.area_id || ' ' || d.slot_from as id, d.taken as ours, (
          select count(*) from orders.placed o where o.area_id = d.area_id and o.slot_from = d.slot_from
            and o.state <> 'cancelled' and (o.state <> 'refunded' or o.shipped_at is not null))::int as theirs
        from stores.delivery_slot d
      `),
  },
  {
    of: 'put on the shelves = on hand in the shop and at stores (reserved among it) + sold, by SKU',
    sides: async ({ rows, tally }) =>
      (
        await rows(statement`
          select k.sku_id as id, 0 as ours, k.on_hand + k.sold + coalesce((
            select sum(s.on_hand) from catalog.store_stock s where s.sku_id = k.sku_id), 0)::int as theirs from catalog.stock k`)
      ).map(({ id, theirs }) => ({ id, ours: tally.stocked.get(id) ?? 0, theirs })),
  },
  {
    of: 'reserved = unpaid orders + replacements and pieces of flash sales set aside, by SKU, in the shop and at each store',
    sides: async ({ rows }) =>
      rows(statement`
        select s.store || s.sku_id as id, s.reserved as ours, coalesce(h.n, 0)::int as theirs from (
          select '' as store, sku_id, reserved from catalog.stock union all select store_id, sku_id, reserved from catalog.store_stock
        ) s left join (
          select store, sku_id, sum(n) as n from (
            select coalesce(o.stock_store_id, '') as store, l.sku_id, l.quantity as n
            from orders.line l join orders.placed o on o.id = l.order_id where o.state = 'unpaid'
            union all
            select '', w."skuId", w.quantity from orders.after_sale a join orders.refund r on r.id = a.refund_id,
              jsonb_to_recordset(r.lines) as w ("skuId" text, quantity int) where a.replacement = 'reserved'
            union all
            select '', k.sku_id, k.unsold from activities.flash_stock k join activities.flash_session s on s.no = k.session_no where s.closed_at is null
            union all
            select '', t.sku_id, t.units from activities.flash_take t where t.state = 'kept'
          ) held group by store, sku_id
        ) h using (store, sku_id)
      `),
  },
];
