-- 群 SOP: what owners of customer groups are asked to send into them, week by week.
create table scrm.group_rhythm (
  id text primary key,
  name text not null,
  -- The values of the form `scrm.group_rhythm`.
  values jsonb not null,
  -- Up to when cards were asked for, and when the next ones are; null: paused.
  asked_until timestamptz not null,
  due_at timestamptz,
  created_at timestamptz not null
);
create unique index group_rhythm_name on scrm.group_rhythm (lower(name));
create index group_rhythm_due on scrm.group_rhythm (due_at) where due_at is not null;
