-- Goods that came back and are not fit to be sold: counted in, and out again under a name of their own.
alter table catalog.stock_ledger drop constraint stock_ledger_kind_check,
  add constraint stock_ledger_kind_check check (kind in ('opening', 'correction', 'sold', 'returned', 'written_off'));
