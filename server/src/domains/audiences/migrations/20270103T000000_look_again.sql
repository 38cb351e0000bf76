-- Somebody asked for a look while one was under way: that one may have read before what was asked for, so another follows it.
alter table audiences.segment add column again boolean not null default false;
