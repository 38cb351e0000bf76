-- When the corp is compared with what is kept of it next.
alter table scrm.corp add column compare_at timestamptz, add column compare_asked boolean not null default false;

-- Looks at WeCom in the order in which they were begun: what an older look saw never overrules a newer one.
create sequence scrm.look;

-- As the member of staff has her: remark and corp tags; null until they were first seen. `looked`: the look that last changed it.
alter table scrm.friend add column remark text, add column tag_ids text[], add column looked bigint not null default 0;

-- A comparison of the corp's lists with what is kept: what was found, and in how many calls.
create table scrm.comparison (
  id text primary key,
  reason text not null,
  began_at timestamptz not null,
  finished_at timestamptz,
  staff int not null,
  customers int not null default 0,
  calls int not null default 0,
  added int not null default 0,
  ended int not null default 0,
  changed int not null default 0
);
create unique index comparison_under_way on scrm.comparison ((finished_at is null)) where finished_at is null;
create index comparison_began on scrm.comparison (began_at desc, id desc);

-- How far it is with each member: the cursor of the platform while pages are read, whom was looked at last while the list is compared.
create table scrm.compared_staff (
  comparison_id text not null references scrm.comparison (id) on delete cascade,
  userid text not null,
  step text not null default 'pages',
  cursor text not null default '',
  customers int not null default 0,
  due_at timestamptz,
  takes int not null default 0,
  fails int not null default 0,
  trouble jsonb,
  primary key (comparison_id, userid)
);
create index compared_staff_due on scrm.compared_staff (due_at) where due_at is not null;

-- What no callback had told.
create table scrm.found (
  no bigint generated always as identity primary key,
  comparison_id text not null references scrm.comparison (id) on delete cascade,
  kind text not null,
  userid text not null,
  external_userid text not null,
  friend_id text not null,
  -- When it happened, where WeCom says that; else it lies between then and the comparison before.
  happened_at timestamptz,
  found_at timestamptz not null,
  detail jsonb
);
create index found_of_comparison on scrm.found (comparison_id, no desc);

-- Calls of an endpoint in a minute, of the corp's quota.
create table scrm.quota (
  path text not null,
  minute timestamptz not null,
  used int not null,
  primary key (path, minute)
);
