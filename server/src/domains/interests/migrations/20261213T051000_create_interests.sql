create schema interests;

-- What a member keeps: the price she saw (fen), and the lowest that she was told of since.
create table interests.favourite (
  member_id text not null,
  product_id text not null,
  person_no int not null,
  price int not null,
  told_price int,
  added_at timestamptz not null,
  primary key (member_id, product_id)
);
create index favourite_of_product on interests.favourite (product_id, member_id);
create index favourite_recent on interests.favourite (member_id, added_at desc, product_id desc);

-- What she looked at, each product at its last time.
create table interests.footprint (
  member_id text not null,
  product_id text not null,
  person_no int not null,
  seen_at timestamptz not null,
  primary key (member_id, product_id)
) with (fillfactor = 80);
create index footprint_recent on interests.footprint (member_id, seen_at desc, product_id desc);

-- She wants to be told when it can be had again. Told once: asking again opens it anew.
create table interests.stock_request (
  member_id text not null,
  sku_id text not null,
  product_id text not null,
  person_no int not null,
  app text not null default '',
  asked_at timestamptz not null,
  told_at timestamptz,
  primary key (member_id, sku_id)
);
create index stock_request_open on interests.stock_request (sku_id, asked_at, member_id) where told_at is null;
create index stock_request_told on interests.stock_request (member_id, told_at) where told_at is not null;

-- Products whose price fell, and SKUs that came back: how far those who wait were told. One row each, gone when all were.
create table interests.price_watch (
  product_id text primary key,
  last_member text not null default '',
  due_at timestamptz not null
);
create index price_watch_due on interests.price_watch (due_at);
create table interests.stock_watch (
  sku_id text primary key,
  due_at timestamptz not null
);
create index stock_watch_due on interests.stock_watch (due_at);
