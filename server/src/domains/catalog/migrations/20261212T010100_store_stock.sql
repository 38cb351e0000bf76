-- Stores as the stock knows them: whoever `keeps` has stock of its own that orders collected there take from, and `serves` says
-- that they can be collected now. Written whenever a store is saved.
create table catalog.stock_store (
  id text primary key,
  name text not null,
  keeps boolean not null,
  serves boolean not null
);

-- What such a store has of a SKU, beside the shop's own row. What was sold of it counts in the shop's row, which says for the
-- whole SKU what was sold and which is held by whoever moves any of it.
create table catalog.store_stock (
  store_id text not null references catalog.stock_store,
  sku_id text not null references catalog.sku,
  on_hand int not null check (on_hand >= 0),
  reserved int not null default 0 check (reserved >= 0),
  primary key (sku_id, store_id),
  check (reserved <= on_hand)
) with (fillfactor = 40);
create index store_stock_of_store on catalog.store_stock (store_id, sku_id);

-- Whose stock a row of the ledger is about; null: the shop's. What goes from one to another has a row in each.
alter table catalog.stock_ledger add column store_id text;
alter table catalog.stock_ledger drop constraint stock_ledger_kind_check,
  add constraint stock_ledger_kind_check check (kind in ('opening', 'correction', 'sold', 'returned', 'written_off', 'transfer'));
