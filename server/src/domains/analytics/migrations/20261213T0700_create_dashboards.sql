create schema if not exists analytics;

-- A report that somebody asked and wants to see again: which, and what it was asked. `last_days`: its days move with the calendar.
create table analytics.question (
  id text primary key,
  name text not null,
  report text not null,
  asked jsonb not null,
  -- The page that asked it, with all that page knew.
  address text not null,
  last_days int check (last_days between 1 and 1100),
  shared boolean not null,
  owner_id text not null,
  owner_name text not null,
  created_at timestamptz not null
);
create index question_of_owner on analytics.question (owner_id, id desc);
create index question_shared on analytics.question (id desc) where shared;

create table analytics.dashboard (
  id text primary key,
  name text not null,
  shared boolean not null,
  owner_id text not null,
  owner_name text not null,
  created_at timestamptz not null
);
create index dashboard_of_owner on analytics.dashboard (owner_id, id desc);
create index dashboard_shared on analytics.dashboard (id desc) where shared;

-- A question stands once on a dashboard, at its place in a grid of twelve columns.
create table analytics.tile (
  dashboard_id text not null references analytics.dashboard on delete cascade,
  question_id text not null references analytics.question on delete cascade,
  x int not null check (x between 0 and 11),
  y int not null check (y between 0 and 999),
  w int not null check (w between 1 and 12),
  h int not null check (h between 1 and 24),
  check (x + w <= 12),
  primary key (dashboard_id, question_id)
);
create index tile_of_question on analytics.tile (question_id);
