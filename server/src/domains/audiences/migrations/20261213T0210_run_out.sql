-- How long a unit of a category lasts its buyers, as of the last look; categories that nobody comes back for are not in it.
create table audiences.category_cycle (
  category_id text primary key,
  days_per_unit double precision not null check (days_per_unit > 0),
  gaps int not null,
  members int not null
);
-- When it is looked at again.
create table audiences.run_out_pass (
  only_row boolean primary key default true check (only_row),
  due_at timestamptz not null
);
-- After which purchase of a category somebody was told of last: once each.
create table audiences.run_out_told (
  person_no int not null,
  category_id text not null,
  last_day date not null,
  primary key (person_no, category_id)
) with (fillfactor = 80);
