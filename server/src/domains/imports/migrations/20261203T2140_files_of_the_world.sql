-- Files as other systems write them: UTF-16 of either order, and lines of orders that were never paid, which are counted.
alter table imports.import
  add column left_out int not null default 0,
  drop constraint import_encoding_check,
  add constraint import_encoding_check check (encoding in ('utf-8', 'utf-16le', 'utf-16be', 'gb18030'));
