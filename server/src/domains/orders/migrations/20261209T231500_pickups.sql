-- Collected at a store instead of sent; null: sent.
alter table orders.placed add column store_id text;
create index placed_at_store on orders.placed (store_id, created_at desc, id desc) where store_id is not null;

-- What waits at the counters: few, however many were collected or given back.
create index placed_to_collect on orders.placed (store_id) where store_id is not null and state = 'paid';

-- Where and when an order is collected. `code` comes with the payment: eight digits by chance and one that checks them, each
-- given out once for good.
create table orders.pickup (
  order_id text primary key references orders.placed (id) on delete cascade,
  store_id text not null,
  store_name text not null,
  slot_from timestamptz not null,
  slot_to timestamptz not null,
  -- From here on it is among what is to do.
  keep_until timestamptz not null,
  ready_at timestamptz,
  collected_at timestamptz,
  collected_by text,
  check (slot_from < slot_to)
);
create index pickup_collected on orders.pickup (collected_at desc, order_id desc) where collected_at is not null;

create table orders.pickup_code (
  code text primary key,
  order_id text not null unique references orders.placed (id) on delete cascade
);
