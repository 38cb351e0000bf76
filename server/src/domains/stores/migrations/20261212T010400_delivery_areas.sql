-- Where the shop brings orders itself, when, and how many at a time: the values of the form `stores.delivery_area`.
create table stores.delivery_area (
  id text primary key,
  name text not null,
  open boolean not null,
  values jsonb not null,
  created_at timestamptz not null
);

-- How many orders a slot of an area holds: taken when an order is placed, given back when it is cancelled, or refunded whole
-- before it left. How many it may hold the area says.
create table stores.delivery_slot (
  area_id text not null references stores.delivery_area,
  slot_from timestamptz not null,
  taken int not null default 0 check (taken >= 0),
  primary key (area_id, slot_from)
);
