-- Cards that are bought: what may be bought, and each term that was.
create table loyalty.card_kind (
  id text primary key,
  name text not null,
  -- Fen; months of 31 days each.
  price int not null check (price > 0),
  months int not null check (months between 1 and 12),
  pays_percent int check (pays_percent between 1 and 99),
  point_tenths int not null default 10 check (point_tenths between 10 and 100),
  -- Free deliveries in each of its months.
  free_shipping int check (free_shipping > 0),
  ended boolean not null default false,
  created_at timestamptz not null,
  -- Whoever buys one gets something.
  check (pays_percent is not null or free_shipping is not null or point_tenths > 10)
);

-- One term, with what was promised when it was bought. Its money is its order's.
create table loyalty.card (
  id text primary key,
  kind_id text not null,
  member_id text not null references members.member,
  person_no int not null,
  order_id text not null unique,
  name text not null,
  months int not null,
  pays_percent int,
  point_tenths int not null,
  free_shipping int,
  state text not null check (state in ('unpaid', 'paid', 'returned')),
  starts_at timestamptz,
  ends_at timestamptz,
  returned_at timestamptz,
  -- She is told that it ends; null: she was, or it was given back.
  remind_at timestamptz,
  created_at timestamptz not null,
  check (state = 'unpaid' or (starts_at is not null and ends_at > starts_at))
);
create index card_of_member on loyalty.card (member_id) where state <> 'unpaid';
create index card_recent on loyalty.card (created_at desc, id desc) where state <> 'unpaid';
create index card_reminding on loyalty.card (remind_at) where remind_at is not null;
create index card_of_kind on loyalty.card (kind_id) where state = 'paid';
