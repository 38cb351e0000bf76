-- Models of what customers will buy, one a fitting; the latest is asked.
create table audiences.value_model (
  day date primary key,
  fitted_at timestamptz not null,
  model jsonb not null
);
-- When they are fitted again.
create table audiences.value_pass (
  only_row boolean primary key default true check (only_row),
  due_at timestamptz not null
);
