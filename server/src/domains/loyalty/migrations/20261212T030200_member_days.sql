-- Days that come again: what members pay less, earn more, or may take on them.
create table loyalty.member_day (
  id text primary key,
  name text not null,
  schedule jsonb not null,
  who text not null check (who in ('everybody', 'level', 'card')),
  -- From this level on; a level that is gone is nobody's.
  level_id text,
  pays_percent int check (pays_percent between 1 and 99),
  scope jsonb not null,
  point_tenths int not null default 10 check (point_tenths between 10 and 100),
  gift text,
  ended boolean not null default false,
  created_at timestamptz not null
) with (fillfactor = 70);
