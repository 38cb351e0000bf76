-- Members who bring customers, and what they earn by it.
create schema if not exists distribution;

create table distribution.distributor (
  no bigint generated always as identity primary key,
  id text not null unique,
  member_id text not null,
  person_no int not null,
  -- What her links carry.
  code text not null unique,
  state text not null check (state in ('applied', 'active', 'suspended', 'ended', 'refused')),
  -- Who brought her in.
  parent_no bigint references distribution.distributor (no),
  -- Of two records of one person this one waits behind the other, to go back as it was: its links and customers count for that one.
  behind_no bigint references distribution.distributor (no),
  reason text not null default '',
  because text not null default '',
  decided_by text,
  -- Fen: the sums of her ledger. A balance below nothing is owed, and what she earns next goes there.
  frozen int not null default 0,
  balance int not null default 0,
  applied_at timestamptz not null,
  decided_at timestamptz
);
create unique index distributor_person on distribution.distributor (person_no) where behind_no is null;
create index distributor_parent on distribution.distributor (parent_no);
create index distributor_waiting on distribution.distributor (no) where state = 'applied';

create table distribution.plan (
  id text primary key,
  name text not null,
  -- The values of the form `distribution.plan`.
  values jsonb not null,
  archived_at timestamptz,
  created_at timestamptz not null
);
create unique index plan_name on distribution.plan (lower(name));

-- Whose customer somebody is, until when.
create table distribution.lock (
  person_no int primary key,
  member_id text not null,
  distributor_no bigint not null references distribution.distributor (no),
  product_id text,
  locked_at timestamptz not null,
  until timestamptz not null,
  -- Who had her before, until then: an order that was paid a moment earlier is still that one's.
  before_no bigint references distribution.distributor (no),
  before_from timestamptz,
  before_until timestamptz
);
create index lock_of_distributor on distribution.lock (distributor_no, locked_at desc);

-- What one line of an order earns one distributor.
create table distribution.commission (
  no bigint generated always as identity primary key,
  id text not null unique,
  distributor_no bigint not null references distribution.distributor (no),
  level int not null check (level in (1, 2)),
  order_id text not null,
  order_number text not null,
  line_id text not null,
  product text not null,
  buyer_id text not null,
  buyer_no int not null,
  units int not null,
  back_units int not null default 0 check (back_units <= units),
  -- Fen that were paid for the goods of the line.
  base int not null,
  back_base int not null default 0 check (back_base <= base),
  -- Hundredths of a percent.
  rate int not null,
  plan_id text not null,
  amount int not null,
  reversed int not null default 0 check (reversed between 0 and amount),
  state text not null check (state in ('frozen', 'released', 'reversed')),
  -- Refunds that it heard of.
  refunds text[] not null default '{}',
  -- Why somebody has to look at it, and what she said.
  held jsonb,
  judged_at timestamptz,
  judged_by text,
  because text not null default '',
  paid_at timestamptz not null,
  received_at timestamptz,
  release_at timestamptz,
  released_at timestamptz,
  unique (order_id, line_id, level)
);
create index commission_due on distribution.commission (release_at)
  where state = 'frozen' and release_at is not null and (held is null or judged_at is not null);
create index commission_held on distribution.commission (no) where state = 'frozen' and held is not null and judged_at is null;
create index commission_of_distributor on distribution.commission (distributor_no, no desc);
create index commission_of_buyer on distribution.commission (buyer_no);

-- Whatever moved her money, once each.
create table distribution.entry (
  no bigint generated always as identity primary key,
  distributor_no bigint not null references distribution.distributor (no),
  key text not null unique,
  kind text not null,
  frozen int not null,
  balance int not null,
  commission_no bigint references distribution.commission (no),
  note text not null default '',
  at timestamptz not null
);
create index entry_of_distributor on distribution.entry (distributor_no, no desc);
create index entry_of_commission on distribution.entry (commission_no);

-- By what orders of several people may be one person's: keyed hashes of distributors and their customers, forgotten after ninety days.
create table distribution.mark (
  person_no int not null,
  kind text not null check (kind in ('payer', 'address')),
  value text not null,
  at timestamptz not null,
  primary key (person_no, kind, value)
);
create index mark_value on distribution.mark (kind, value);
create index mark_at on distribution.mark (at);
