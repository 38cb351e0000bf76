create schema catalog;

create table catalog.category (
  id text primary key,
  name text not null,
  parent_id text references catalog.category,
  -- Its own id and those of all above it, nearest first: scopes of offers and lists read it without recursion.
  path text[] not null,
  icon text,
  sort int not null default 0
);
create unique index category_name on catalog.category (coalesce(parent_id, ''), name);

create table catalog.product (
  id text primary key,
  name text not null,
  subtitle text not null default '',
  category_id text not null references catalog.category,
  status text not null check (status in ('draft', 'on_sale', 'off_sale')),
  images text[] not null,
  options jsonb not null default '[]',
  detail text[] not null default '{}',
  care text not null default '',
  origin text not null default '',
  tags text[] not null default '{}',
  limit_per_order int check (limit_per_order > 0),
  sort int not null default 0,
  -- Of the SKUs on offer, kept by every save: lists sort and page by them without reading the SKUs.
  price_from int not null,
  price_to int not null,
  -- Bigrams and pinyin made by the application: trigrams cannot serve words of two characters.
  search_terms text[] not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index product_default on catalog.product (status, sort, id);
create index product_category on catalog.product (category_id, status, sort, id);
create index product_price on catalog.product (status, price_from, id);
create index product_new on catalog.product (status, created_at, id);
create index product_search on catalog.product using gin (search_terms);
create index product_tags on catalog.product using gin (tags);

create table catalog.sku (
  id text primary key,
  product_id text not null references catalog.product,
  code text not null unique,
  option_values jsonb not null default '[]',
  price int not null check (price > 0),
  member_price int check (member_price > 0 and member_price <= price),
  list_price int check (list_price >= price),
  cost_price int check (cost_price >= 0),
  image text,
  position int not null default 0,
  -- Taken out of the product; placed orders still name it, so the row stays.
  retired boolean not null default false
);
create index sku_by_product on catalog.sku (product_id);
create unique index sku_of_product on catalog.sku (product_id, option_values) where not retired;

-- Narrow and loosely filled: a hot row is rewritten in its page (HOT) hundreds of times a second.
create table catalog.stock (
  sku_id text primary key references catalog.sku,
  on_hand int not null check (on_hand >= 0),
  reserved int not null default 0 check (reserved >= 0),
  sold int not null default 0,
  check (reserved <= on_hand)
) with (fillfactor = 40);

-- Every change of on_hand: the sum over a SKU is its on_hand. What is reserved stands in the unpaid orders.
create table catalog.stock_ledger (
  id bigint generated always as identity primary key,
  sku_id text not null,
  change int not null,
  kind text not null check (kind in ('opening', 'correction', 'sold', 'returned')),
  reason text not null,
  actor text not null,
  at timestamptz not null
);
create index stock_ledger_by_sku on catalog.stock_ledger (sku_id, id);
