-- How many units of a product were sold, kept a minute behind the books of the stock: lists by sold read it in order, and a
-- sale writes nothing more than it did.
create table catalog.sold_rank (
  product_id text primary key references catalog.product,
  sold int not null default 0
);
create index sold_rank_order on catalog.sold_rank (sold, product_id);
insert into catalog.sold_rank (product_id, sold)
select p.id, coalesce((
  select sum(k.sold) from catalog.sku s join catalog.stock k on k.sku_id = s.id where s.product_id = p.id), 0)
from catalog.product p;

-- Up to which row of the ledger that is so; one row.
create table catalog.sold_upto (
  one boolean primary key default true check (one),
  ledger_id bigint not null
);
insert into catalog.sold_upto (ledger_id) select coalesce(max(id), 0) from catalog.stock_ledger;
