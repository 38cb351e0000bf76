-- The service card of an order in WeChat's list of messages: what it is to show (`wanted`) and what WeChat took last (`told`), by
-- the numbers of its documents. A failure ends it; nothing is due then.
create table orders.card (
  order_id text primary key references orders.placed (id) on delete cascade,
  wanted int not null,
  told int,
  activated_at timestamptz,
  due_at timestamptz,
  tries int not null default 0,
  failure jsonb
);
create index card_due on orders.card (due_at) where due_at is not null;
