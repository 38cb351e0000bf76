create schema webhooks;

create table webhooks.webhook (
  id text primary key,
  name text not null,
  url text not null,
  secret_sealed text not null,
  active boolean not null default true,
  created_at timestamptz not null
);

-- One thing told to one system: tried until it is taken, or often enough.
create table webhooks.delivery (
  no bigint generated always as identity primary key,
  id text not null unique,
  -- What asked for it asks once: a visit of a node.
  key text not null unique,
  webhook_id text not null references webhooks.webhook,
  event text not null,
  member_id text not null,
  body jsonb not null,
  because jsonb not null,
  cause_id text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'delivered', 'failed', 'cancelled')),
  attempts int not null default 0,
  -- When it is tried next; while it is being sent, when whoever sends it is taken for dead.
  next_at timestamptz,
  status int,
  fault text,
  created_at timestamptz not null,
  answered_at timestamptz
);
create index delivery_due on webhooks.delivery (webhook_id, next_at, no) where state in ('waiting', 'sending');
create index delivery_of_webhook on webhooks.delivery (webhook_id, state, no desc);
create index delivery_of_cause on webhooks.delivery (cause_id, no desc);
