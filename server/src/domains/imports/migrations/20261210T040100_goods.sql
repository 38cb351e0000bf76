-- A file may hold goods: how many products it brought, and how many that were there it changed.
alter table imports.import
  add column products int not null default 0,
  add column updated int not null default 0;
