-- It says only that there is something to read: what is delivered again is read again.
alter table platform.callback add column again boolean not null default false;
