create schema loyalty;

-- Who has points, or had some. Whoever changes them holds this row: two exchanges at once cannot spend the same points.
create table loyalty.account (
  member_id text primary key references members.member,
  person_no int not null,
  -- Points of an order that was given back after they were spent; whatever comes next goes here first.
  owed int not null default 0 check (owed >= 0)
) with (fillfactor = 80);

-- Points that came together: the oldest are spent first, and each lot ends by itself.
create table loyalty.lot (
  id text primary key,
  member_id text not null references members.member,
  person_no int not null,
  points int not null check (points > 0),
  rest int not null,
  -- The order that earned it, what its goods were paid with and what of that went back, fen.
  order_id text unique,
  paid int not null default 0 check (paid >= 0),
  returned int not null default 0 check (returned between 0 and paid),
  per_yuan int check (per_yuan > 0),
  usable boolean not null,
  -- When it will be usable; null while its order has not arrived.
  usable_at timestamptz,
  expires_at timestamptz,
  created_at timestamptz not null,
  check (rest between 0 and points)
) with (fillfactor = 70);
create index lot_of_member on loyalty.lot (member_id);
create index lot_maturing on loyalty.lot (usable_at) where not usable and rest > 0 and usable_at is not null;
create index lot_expiring on loyalty.lot (expires_at) where usable and rest > 0 and expires_at is not null;

-- The ledger: what came and what went, once each, for good. Its sum is what the lots hold less what is owed.
create table loyalty.entry (
  id bigint generated always as identity primary key,
  key text not null unique,
  member_id text not null references members.member,
  person_no int not null,
  kind text not null
    check (kind in ('earned', 'taken_back', 'exchanged', 'expired', 'given', 'deducted', 'parted')),
  points int not null check (points <> 0),
  note text not null,
  order_id text,
  at timestamptz not null
);
create index entry_of_member on loyalty.entry (member_id, id desc);
create index entry_of_kind on loyalty.entry (kind, id desc);

-- What points are exchanged for.
create table loyalty.reward (
  id text primary key,
  name text not null,
  -- `<kind>:<id>`, as benefits name what can be given.
  benefit text not null,
  points int not null check (points > 0),
  total int check (total > 0),
  per_member int not null check (per_member > 0),
  exchanged int not null default 0,
  ended boolean not null default false,
  created_at timestamptz not null,
  check (total is null or exchanged <= total)
) with (fillfactor = 70);

create table loyalty.exchange (
  id text primary key,
  reward_id text not null references loyalty.reward,
  member_id text not null references members.member,
  person_no int not null,
  points int not null check (points > 0),
  at timestamptz not null
);
create index exchange_of_member on loyalty.exchange (member_id, reward_id);
