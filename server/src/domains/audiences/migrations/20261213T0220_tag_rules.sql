-- A tag that whoever is in a segment has. `version` is that of the segment which it was given by last; `claimed_until`: somebody is at it.
create table audiences.tag_rule (
  id text primary key,
  tag text not null,
  segment_id text not null references audiences.segment,
  version int not null default 0,
  applied_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  -- It is given no more, and taken from those who have it by this rule.
  ended_at timestamptz,
  done boolean not null default false,
  claimed_until timestamptz
);
create unique index tag_rule_of_tag on audiences.tag_rule (tag) where not done;
create index tag_rule_of_segment on audiences.tag_rule (segment_id) where not done;
