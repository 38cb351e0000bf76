-- What a system outside shows when it brings members into journeys that wait to be called: kept as a hash, shown once.
create table journeys.api_key (
  id text primary key,
  name text not null,
  hash text not null unique,
  -- Its first letters, by which people tell it from others.
  begins text not null,
  -- Into which journeys it may bring people; null: into every one that waits to be called.
  journeys text[],
  per_minute int not null check (per_minute between 1 and 6000),
  created_at timestamptz not null,
  created_by text not null,
  revoked_at timestamptz,
  revoked_by text,
  last_used_at timestamptz,
  -- Calls of the minute that began then.
  minute_at timestamptz,
  calls int not null default 0
);

-- Each call, for as long as somebody may ask what a system did.
create table journeys.api_call (
  no bigint generated always as identity primary key,
  key_id text not null references journeys.api_key,
  journey_id text not null,
  at timestamptz not null,
  idempotency_key text not null,
  entered int not null,
  left_out int not null,
  unknown int not null
);
create index api_call_of_key on journeys.api_call (key_id, no desc);
create index api_call_at on journeys.api_call (at);
