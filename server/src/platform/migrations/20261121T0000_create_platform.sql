create schema platform;

-- The outbox. Order is (xid, id): a listener reads only below the oldest transaction still running.
create table platform.event (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  type text not null,
  person_no int,
  payload jsonb not null,
  occurred_at timestamptz not null
);
create index event_by_order on platform.event (xid, id) include (type);

create table platform.listener (
  name text primary key,
  xid xid8 not null default '0',
  id bigint not null default 0
) with (fillfactor = 70);

create table platform.parked_fact (
  listener text not null,
  event_id bigint not null,
  type text not null,
  payload jsonb not null,
  error text not null,
  parked_at timestamptz not null,
  primary key (listener, event_id)
);

create table platform.clock (
  only_row boolean primary key check (only_row),
  offset_ms bigint not null
);

create table platform.setting (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null
);

-- A write that a client may repeat: who sent it, what it was, and what was answered.
create table platform.idempotency (
  scope text not null,
  key text not null,
  fingerprint text not null,
  answer jsonb,
  created_at timestamptz not null,
  primary key (scope, key)
);
create index idempotency_by_age on platform.idempotency (created_at);

-- Work long enough to watch: shown in the console's task centre.
create table platform.task (
  id text primary key,
  kind text not null,
  title text not null,
  state text not null check (state in ('running', 'done', 'failed', 'cancelled')),
  done int not null default 0,
  total int,
  message text not null default '',
  result_url text,
  started_at timestamptz not null,
  finished_at timestamptz
);
create index task_recent on platform.task (started_at desc);
