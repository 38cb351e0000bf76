-- What an entry of a bargain is about. What friends took off stands in `progress`, fen each; the price is the list price less their sum.
create table activities.bargain (
  entry_no bigint primary key,
  sku_id text not null,
  -- Fen, as it was sold when she began, and the least it comes to, with so many cuts.
  list int not null,
  floor int not null check (floor > 0 and floor < list),
  cuts int not null check (cuts > 0),
  ends_at timestamptz not null,
  -- open → ordered → bought; what is cancelled is open again, until its time is over.
  state text not null check (state in ('open', 'ordered', 'bought')),
  order_id text unique,
  -- When she ordered it she had never bought before, and fen that friends had taken off.
  newcomer boolean not null default false,
  saved int not null default 0,
  paid_at timestamptz,
  -- All of the order went back.
  refunded_at timestamptz,
  check ((state = 'open') = (order_id is null))
);
