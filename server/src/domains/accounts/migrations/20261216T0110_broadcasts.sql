-- What an operator says to all who follow an account, or to those with one of its tags: one call.
create table accounts.broadcast (
  id text primary key,
  name text not null,
  account_id text not null references accounts.account (id),
  -- Empty: everybody who follows.
  tag text not null default '',
  -- The values of the form `accounts.broadcast`.
  values jsonb not null,
  state text not null default 'planned' check (state in ('planned', 'waiting', 'handed', 'failed', 'cancelled')),
  due_at timestamptz,
  tries int not null default 0,
  -- Whom it was for as it left, as far as is known here.
  reach int,
  trouble jsonb,
  created_at timestamptz not null,
  check ((due_at is null) = (state <> 'waiting'))
);
create unique index broadcast_name on accounts.broadcast (lower(name));
create index broadcast_due on accounts.broadcast (due_at) where due_at is not null;
create index broadcast_of_tag on accounts.broadcast (account_id, tag) where tag <> '';
