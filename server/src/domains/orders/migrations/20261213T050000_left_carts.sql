-- Carts that somebody changed, and when it is looked at whether they were left. One row a cart, gone when it was looked at.
create table orders.cart_watch (
  member_id text primary key,
  person_no int not null,
  app text not null default '',
  changed_at timestamptz not null,
  due_at timestamptz not null
) with (fillfactor = 80);
create index cart_watch_due on orders.cart_watch (due_at);
