-- The sheets of a workbook that hold something, each kept as a text of its own, and which of them is read.
alter table imports.import
  add column sheets jsonb not null default '[]',
  add column sheet text;
