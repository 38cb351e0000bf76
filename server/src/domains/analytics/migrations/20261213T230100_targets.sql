-- What the shop wants to reach in a month or a quarter; one figure has one target a period.
create table analytics.target (
  id text primary key,
  figure text not null,
  period text not null check (period in ('month', 'quarter')),
  -- Its first day.
  starts_on date not null,
  -- Fen, a count, or for a share points of a percent.
  aim bigint not null check (aim > 0),
  curve text not null check (curve in ('even', 'weekday')),
  created_at timestamptz not null,
  unique (figure, period, starts_on)
);
create index target_by_start on analytics.target (starts_on desc, id desc);
