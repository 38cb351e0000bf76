create schema journeys;

create table journeys.journey (
  no int generated always as identity primary key,
  id text not null unique,
  name text not null,
  playbook text,
  state text not null check (state in ('draft', 'live', 'paused', 'ended')),
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
-- A playbook runs once at a time.
create unique index journey_of_playbook on journeys.journey (playbook) where state <> 'ended';

create table journeys.version (
  journey_no int not null references journeys.journey,
  version int not null,
  definition jsonb not null,
  published_at timestamptz not null,
  primary key (journey_no, version)
);

-- One person on her way. Narrow on purpose: a step rewrites the row, what never changes lies in run_info.
create table journeys.run (
  id bigint generated always as identity primary key,
  journey_no int not null references journeys.journey,
  version int not null,
  person_no int not null,
  treated boolean not null,
  state text not null default 'waiting' check (state in ('waiting', 'converted', 'completed', 'exited', 'parked')),
  node text not null,
  visit int not null default 0,
  wake_at timestamptz
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
create index run_due on journeys.run (wake_at) where state = 'waiting';
create index run_of_journey on journeys.run (journey_no, version);
create index run_of_person on journeys.run (person_no);

create table journeys.run_info (
  run_id bigint primary key references journeys.run,
  journey_no int not null,
  person_no int not null,
  member_id text not null,
  entry_key text not null,
  because text not null,
  context jsonb not null,
  entered_at timestamptz not null,
  goal_until timestamptz,
  converted_at timestamptz,
  revenue bigint not null default 0,
  ended_at timestamptz,
  outcome text,
  unique (journey_no, person_no, entry_key)
);
create index run_info_recent on journeys.run_info (journey_no, run_id desc);
create index run_info_open_goal on journeys.run_info (person_no, goal_until) where goal_until is not null;

-- Orders that counted for a run's goal; a refund takes its money back out.
create table journeys.run_order (
  run_id bigint not null references journeys.run,
  order_id text not null,
  amount bigint not null,
  primary key (run_id, order_id)
);
create index run_order_by_order on journeys.run_order (order_id);

create table journeys.node_stat (
  journey_no int not null,
  version int not null,
  node text not null,
  visited bigint not null default 0,
  went_on bigint not null default 0,
  primary key (journey_no, version, node)
);
