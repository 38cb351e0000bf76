-- A key acts for the person who made it, within its scopes. Only the hash of its secret is kept.
create table operators.api_key (
  id text primary key,
  operator_id text not null references operators.operator (id) on delete cascade,
  name text not null,
  -- What people may see of it for good: `hs_` and a few letters.
  begins text not null,
  hash text not null unique,
  scopes text[] not null check (cardinality(scopes) > 0),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  last_address text,
  ended_at timestamptz,
  ended_by text
);
create index api_key_by_operator on operators.api_key (operator_id, created_at desc);
create index api_key_by_expiry on operators.api_key (expires_at) where ended_at is null;
