-- A day on which a figure lay outside of what the shop's own past let expect; each once.
create table analytics.anomaly (
  id text primary key,
  day date not null,
  figure text not null,
  value bigint not null,
  expected bigint not null,
  low bigint not null,
  high bigint not null,
  -- How it is told, in both languages.
  sentence jsonb not null,
  found_at timestamptz not null,
  seen_at timestamptz,
  seen_by text,
  unique (day, figure)
);
create index anomaly_unseen on analytics.anomaly (day desc) where seen_at is null;
create index anomaly_newest on analytics.anomaly (day desc, id desc);

-- When yesterday is judged next.
create table analytics.anomaly_pass (
  only_row boolean primary key default true check (only_row),
  due_at timestamptz not null
);
