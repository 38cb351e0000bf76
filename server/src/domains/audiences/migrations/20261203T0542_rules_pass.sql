-- How far a change of the rules has been followed: whose numbers are greater are still to be looked at.
create table audiences.rules_pass (
  only_row boolean primary key check (only_row),
  next_no int not null,
  due_at timestamptz not null,
  -- What is said of whoever moves: with it, or with it and what starts for her.
  looked_at_for text not null default 'rules' check (looked_at_for in ('rules', 'rules_start'))
);
