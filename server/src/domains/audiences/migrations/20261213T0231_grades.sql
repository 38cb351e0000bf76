-- When grades are given again, and the lines they were given by last.
create table audiences.grade_pass (
  only_row boolean primary key default true check (only_row),
  due_at timestamptz not null,
  lines jsonb
);
