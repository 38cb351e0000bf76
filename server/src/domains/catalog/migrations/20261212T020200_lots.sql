-- A harvest or a production run of a product: what its public page says. `values` are those of the form `catalog.lot`.
create table catalog.lot (
  id text primary key,
  -- Thirteen digits drawn by chance and one that checks them: nobody finds another lot by counting on.
  code text not null unique check (code ~ '^\d{14}$'),
  product_id text not null references catalog.product,
  number text not null,
  made_on date not null,
  shelf_days int check (shelf_days > 0),
  -- Its last good day: the first of the shelf life is the day after it was made (GB 7718).
  good_until date generated always as (made_on + shelf_days) stored,
  values jsonb not null,
  recalled_at timestamptz,
  recall_reason text,
  check ((recalled_at is null) = (recall_reason is null)),
  created_at timestamptz not null,
  constraint lot_number_once unique (product_id, number)
);
