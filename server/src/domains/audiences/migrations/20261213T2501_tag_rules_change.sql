-- A rule of a tag can be another one. `change` counts what somebody made of it: an application of an earlier one writes nothing any more.
-- `keep`: when it ends, its tags stay as ones that somebody gave. What the last application did is told beside it.
alter table audiences.tag_rule
  add column change int not null default 1,
  add column keep boolean not null default false,
  add column given int not null default 0,
  add column taken int not null default 0;

create table audiences.tag_rule_change (
  rule_id text not null references audiences.tag_rule,
  change int not null,
  at timestamptz not null,
  by text not null,
  tag text not null,
  segment_id text not null references audiences.segment,
  primary key (rule_id, change)
);
insert into audiences.tag_rule_change (rule_id, change, at, by, tag, segment_id)
select id, 1, created_at, created_by, tag, segment_id from audiences.tag_rule;
