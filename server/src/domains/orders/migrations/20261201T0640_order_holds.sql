-- Who keeps an order from being shipped, and why.
create table orders.hold (
  order_id text not null references orders.placed,
  by text not null,
  reason jsonb not null,
  held_at timestamptz not null,
  primary key (order_id, by)
);
