create schema experiments;

create table experiments.experiment (
  -- What rows of persons name it by.
  no int generated always as identity unique,
  id text primary key,
  name text not null,
  -- draft, running or ended.
  state text not null,
  -- What it is about.
  placement_id text not null,
  -- The values of the form `experiments.experiment`.
  values jsonb not null,
  -- Its stretch of the layer, in hundredths of a percent, from its beginning on; null: it is in no layer.
  layer text,
  stretch_from int,
  stretch_to int,
  started_at timestamptz,
  ended_at timestamptz,
  -- Which arm was taken over, by its place.
  winner int,
  learnt text not null default '',
  created_at timestamptz not null,
  check ((state = 'draft') = (started_at is null)),
  check ((state = 'ended') = (ended_at is not null))
);
create unique index experiment_name on experiments.experiment (lower(name));
-- Two at once on one thing would have each other's people.
create unique index experiment_running on experiments.experiment (placement_id) where state = 'running';

-- Held while a stretch of it is given away.
create table experiments.layer (name text primary key);

-- Who saw which arm first; she keeps it.
create table experiments.exposure (
  experiment_no int not null,
  person_no int not null,
  arm int not null,
  tester boolean not null,
  at timestamptz not null,
  primary key (experiment_no, person_no)
);
create index exposure_person on experiments.exposure (person_no);
