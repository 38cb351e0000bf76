-- What a platform pushed: kept before it is answered, worked off afterwards in order by person.
create table platform.callback (
  no bigint generated always as identity primary key,
  id text not null unique,
  -- Who pushes: `wecom`. `key` is what makes two deliveries one.
  source text not null,
  key text not null,
  -- Within it one after the other; '' waits for nobody.
  person text not null,
  kind text not null,
  body jsonb not null,
  happened_at timestamptz not null,
  received_at timestamptz not null,
  -- How often it was delivered.
  deliveries int not null default 1,
  state text not null default 'waiting',
  attempts int not null default 0,
  next_at timestamptz,
  error text,
  done_at timestamptz,
  unique (source, key)
);
create index callback_due on platform.callback (next_at) where next_at is not null;
create index callback_of_person on platform.callback (source, person, no) where state in ('waiting', 'working');
create index callback_in_state on platform.callback (state, no);
create index callback_done on platform.callback (done_at) where state = 'done';
