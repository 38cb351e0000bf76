-- What WeChat says of each mini program's orders, and what it was told: whether it watches over them, and our order page.
create table orders.app (
  appid text primary key,
  managed boolean not null default false,
  order_page text,
  due_at timestamptz not null default '2000-01-01'
);
