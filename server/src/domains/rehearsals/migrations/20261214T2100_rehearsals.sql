create schema rehearsals;

-- A journey played beforehand, with simulated shoppers in a scratch shop. What was rehearsed is kept with it: the drawing goes on.
create table rehearsals.rehearsal (
  no bigint generated always as identity primary key,
  id text not null unique,
  journey_id text,
  playbook text,
  values jsonb,
  -- In both languages.
  name jsonb not null,
  version int,
  saves int,
  -- Of the steps that were rehearsed: whether they are those of today.
  digest text,
  weeks int not null check (weeks between 1 and 8),
  shoppers int not null check (shoppers > 0),
  seed int not null,
  -- Percent; null: as the shop measured, else a default.
  opens numeric,
  response numeric,
  assumptions jsonb,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  step text not null default 'waiting',
  done int not null default 0,
  failure jsonb,
  result jsonb,
  operator_id text not null,
  operator_name text not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  -- Who plays it, and when it was last heard of, by the clock of the machine: the shop's own may leap.
  claim text,
  beat_at timestamptz,
  check ((journey_id is null) <> (playbook is null)),
  check ((state = 'running') = (claim is not null))
);
-- One at a time: it takes a good part of the machine.
create unique index rehearsal_alone on rehearsals.rehearsal ((true)) where state = 'running';
create index rehearsal_waiting on rehearsals.rehearsal (no) where state = 'queued';
create index rehearsal_of_journey on rehearsals.rehearsal (journey_id, no desc);
