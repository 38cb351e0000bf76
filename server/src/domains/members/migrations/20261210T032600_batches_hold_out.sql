-- Some of whom a batch is for may be drawn to get nothing: what the others do beyond them is what it brought.
alter table members.batch
  add column holdout int not null default 0 check (holdout between 0 and 50),
  add column compared_until timestamptz,
  add check (holdout = 0 or compared_until is not null);
alter table members.batch_part add column held int[] not null default '{}';
