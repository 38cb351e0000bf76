-- An order leaves in as many parcels as it takes. Every one is a row here; what of it is in which stands in its lines.
alter table orders.parcel
  -- [{position, quantity}] of the order's lines; empty where nobody wrote it down (parcels that followed before this).
  add column lines jsonb not null default '[]',
  -- The exchange whose other piece is in it: such a parcel holds none of the order's own units.
  add column refund_id text references orders.refund;

alter table orders.line
  add column shipped_quantity int not null default 0,
  -- Of the units given or asked back, those that never left the house: they ship no more.
  add column kept_quantity int not null default 0;
update orders.line l set kept_quantity = k.units
from (
  select r.order_id, (w ->> 'position')::int as position, sum((w ->> 'here')::int)::int as units
  from orders.refund r, jsonb_array_elements(r.lines) as w
  where r.state not in ('refused', 'withdrawn', 'lapsed', 'exchanged') and (w ->> 'here')::int > 0
  group by 1, 2
) k where k.order_id = l.order_id and k.position = l.position;
update orders.line l set shipped_quantity = l.quantity - l.kept_quantity - l.owed_quantity
from orders.placed o where o.id = l.order_id and o.source = 'shop' and o.shipped_at is not null;
alter table orders.line
  drop column owed_quantity,
  add constraint line_sent check (shipped_quantity >= 0 and kept_quantity >= 0 and shipped_quantity + kept_quantity <= quantity),
  -- What is kept back is kept for a refund.
  add constraint line_kept check (kept_quantity <= refunded_quantity + refunding_quantity);

alter table orders.placed
  drop constraint placed_state_check,
  add constraint placed_state_check check (state in
    ('unpaid', 'paid', 'partly_shipped', 'shipped', 'received', 'cancelled', 'refunded')),
  -- Units still to be sent of an order that has begun to leave: paid, neither sent nor kept for a refund.
  add column unsent int not null default 0 check (unsent >= 0),
  -- WeChat has it as an order sent in parts, and takes it as nothing else any more.
  add column told_split boolean not null default false,
  add constraint placed_partly check (state <> 'partly_shipped' or unsent > 0);
update orders.placed o set unsent = n.units, state = case when o.state = 'shipped' then 'partly_shipped' else o.state end,
  receive_at = case when o.state = 'shipped' then null else receive_at end
from (
  select l.order_id, sum(l.quantity - l.shipped_quantity - l.kept_quantity)::int as units
  from orders.line l join orders.placed p on p.id = l.order_id
  where p.source = 'shop' and p.shipped_at is not null and p.state in ('shipped', 'received') group by 1
) n where n.order_id = o.id and n.units > 0;
update orders.placed set told_split = true
where told_times > 0 and exists (select from orders.parcel p where p.order_id = placed.id and p.way = 'express');
create index placed_unsent on orders.placed (shipped_at) where unsent > 0;

-- The first parcel stood with its order.
update orders.parcel set position = -position - 1;
update orders.parcel set position = -position;
insert into orders.parcel (order_id, position, goods, way, company, waybill, carrier, sent_at, lines)
select o.id, 1, coalesce(l.goods, o.first_line), o.delivery_way, o.company, o.waybill, o.carrier, o.shipped_at,
  case when exists (select from orders.parcel p where p.order_id = o.id) then '[]' else coalesce(l.lines, '[]') end
from orders.placed o left join lateral (
  select string_agg(name || ' ×' || shipped_quantity, ', ' order by position) as goods,
    jsonb_agg(jsonb_build_object('position', position, 'quantity', shipped_quantity) order by position) as lines
  from orders.line where order_id = o.id and shipped_quantity > 0
) l on true
where o.company is not null and o.shipped_at is not null;
alter table orders.placed drop column company, drop column waybill, drop column carrier;
create index parcel_by_waybill on orders.parcel (waybill) where waybill is not null;
-- One number is one parcel of an order, however often somebody says so.
create unique index parcel_once on orders.parcel (order_id, waybill) where waybill is not null and refund_id is null and lines <> '[]';

-- What must still be told counts by the payment's deadline until all of it has left.
drop index orders.placed_to_tell;
create index placed_to_tell on orders.placed (paid_at) where transaction_id is not null
  and (state in ('paid', 'partly_shipped') or upload_at is not null or upload_failure is not null);
