create schema benefits;

create table benefits.budget (
  id text primary key,
  name text not null,
  limit_fen bigint not null check (limit_fen > 0),
  -- Bound: the expected cost of open grants and the real cost of used ones. Grows by guarded updates only.
  committed bigint not null default 0 check (committed >= 0),
  -- Of it, what was really spent.
  spent bigint not null default 0 check (spent >= 0),
  grants int not null default 0 check (grants >= 0),
  closed boolean not null default false,
  created_at timestamptz not null
) with (fillfactor = 70);

-- The ledger: one row a benefit given, with what it costs, why it was given and who pays.
create table benefits.grant (
  id text primary key,
  -- Given once: the caller's key and the place in the package.
  key text not null,
  position int not null,
  member_id text not null references members.member,
  person_no int not null,
  kind text not null,
  item jsonb not null,
  label text not null,
  -- Fen, expected when given.
  cost int not null check (cost >= 0),
  -- Fen, what it cost in the end; null while open.
  actual_cost int check (actual_cost >= 0),
  state text not null default 'granted' check (state in ('granted', 'used', 'expired', 'revoked')),
  because_kind text not null,
  because_id text not null,
  because_label text not null,
  because_node text,
  budget_id text references benefits.budget,
  granted_at timestamptz not null,
  unique (key, position),
  check ((state = 'used') = (actual_cost is not null))
) with (fillfactor = 85);
create index grant_by_time on benefits.grant (granted_at desc, id desc);
create index grant_by_member on benefits.grant (member_id, granted_at desc, id desc);
create index grant_by_cause on benefits.grant (because_id, granted_at desc, id desc);
create index grant_by_budget on benefits.grant (budget_id, granted_at desc, id desc) where budget_id is not null;
