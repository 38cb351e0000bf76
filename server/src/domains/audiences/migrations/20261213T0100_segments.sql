-- Groups of members that are looked at again and again. `due_at` is when the next look is due, or when a look that was cut off is begun anew; `claim`
-- names the look that is under way: only it may write what it found.
create table audiences.segment (
  id text primary key,
  name text not null,
  note text not null default '',
  kind text not null check (kind in ('rule', 'list')),
  -- Of a rule: whom it means. A list is whom somebody brought, or whom a number counted at one moment.
  condition jsonb,
  refresh text not null check (refresh in ('manual', 'hourly', 'daily')),
  hour smallint check (hour between 0 and 23),
  state text not null default 'active' check (state in ('active', 'archived')),
  created_at timestamptz not null,
  created_by text not null,
  version int not null default 0,
  members int not null default 0,
  refreshed_at timestamptz,
  due_at timestamptz,
  claim text,
  -- Its condition is another one since it was last looked at: whoever comes or goes by that did nothing.
  redefined boolean not null default false,
  failed boolean not null default false,
  check ((kind = 'rule') = (condition is not null)),
  check ((refresh = 'daily') = (hour is not null))
);
create unique index on audiences.segment (lower(name)) where state = 'active';
create index on audiences.segment (due_at) where due_at is not null;
create index on audiences.segment (created_at desc, id desc);
-- Who is in it, as the event store writes a bitmap of person numbers, in base64. Beside the segment, so that lists of segments do not carry it.
create table audiences.segment_members (
  segment_id text primary key references audiences.segment,
  who text not null
);
-- What each look changed, the first one and a change of the condition too: of the numbers in `entered` and `gone` any version can be told.
create table audiences.segment_version (
  segment_id text not null references audiences.segment,
  version int not null,
  at timestamptz not null,
  reason text not null check (reason in ('first', 'refresh', 'edited', 'uploaded')),
  members int not null,
  entered int not null,
  gone int not null,
  who_entered text not null,
  who_left text not null,
  primary key (segment_id, version)
);
-- Which segment asks for which: never in a ring.
create table audiences.segment_use (
  segment_id text not null references audiences.segment,
  uses_id text not null references audiences.segment,
  primary key (segment_id, uses_id),
  check (segment_id <> uses_id)
);
create index on audiences.segment_use (uses_id);
