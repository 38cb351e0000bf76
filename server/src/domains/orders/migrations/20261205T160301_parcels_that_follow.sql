-- What left after the first parcel. WeChat hears of all of them together, as an order that was sent in parts.
create table orders.parcel (
  order_id text not null references orders.placed (id) on delete cascade,
  position int not null,
  goods text not null,
  way text not null check (way in ('express', 'same_city')),
  company text not null,
  waybill text,
  carrier text,
  sent_at timestamptz not null,
  primary key (order_id, position)
);

-- How often WeChat took the order as shipped: it does so twice a payment. Until here each version was told once.
alter table orders.placed
  add column told_times int not null default 0,
  add column reminded_at timestamptz;
update orders.placed set told_times = case when upload_at is null and upload_failure is null then shipment_version
  else shipment_version - 1 end
where shipped_at is not null and transaction_id is not null;

-- Paid and nobody at WeChat knows that it left: what its deadline is counted by. Only orders on their way out are in it.
create index placed_to_tell on orders.placed (paid_at)
  where transaction_id is not null and (state = 'paid' or upload_at is not null or upload_failure is not null);
