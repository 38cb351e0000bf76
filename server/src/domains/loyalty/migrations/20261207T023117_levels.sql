-- Levels: what a member has grown to by what she bought, and what that entitles her to.
create table loyalty.level (
  id text primary key,
  name text not null,
  -- Growth from which on a member has it. One ladder: no two levels begin at the same.
  growth int not null unique check (growth > 0),
  -- Percent that she pays of the list price; points of an order in tenths; free deliveries a month.
  pays_percent int check (pays_percent between 1 and 99),
  point_tenths int not null default 10 check (point_tenths between 10 and 100),
  free_shipping int check (free_shipping > 0),
  -- What is given on reaching it, and each year on her birthday: `<kind>:<id>`, as benefits name what can be given.
  gift text,
  birthday_gift text,
  service text,
  created_at timestamptz not null
);

-- What one order (or one deed) grew. Refunds lower `value`, so that a sum of any moment is as if they had never been paid.
create table loyalty.growth (
  key text primary key,
  member_id text not null references members.member,
  person_no int not null,
  order_id text unique,
  paid int not null default 0 check (paid >= 0),
  returned int not null default 0 check (returned between 0 and paid),
  per_yuan int check (per_yuan > 0),
  value int not null check (value >= 0),
  note text not null,
  at timestamptz not null,
  ends_at timestamptz
) with (fillfactor = 80);
create index growth_of_member on loyalty.growth (member_id, at desc);

create table loyalty.standing (
  member_id text primary key references members.member,
  person_no int not null,
  -- In force when she was last looked at; whatever changes it has a due time.
  growth int not null default 0 check (growth >= 0),
  level_id text,
  -- When she reached her level or kept it, and the growth that it took then.
  earned_at timestamptz,
  earned_with int,
  kept_until timestamptz,
  falls_at timestamptz,
  -- What she held before she rose: there she stands again when the order that raised her is given back.
  before jsonb,
  due_at timestamptz,
  check ((level_id is null) = (earned_at is null) and (level_id is null) = (earned_with is null))
) with (fillfactor = 70);
create index standing_due on loyalty.standing (due_at) where due_at is not null;
create index standing_of_level on loyalty.standing (level_id) where level_id is not null;
create index standing_of_person on loyalty.standing (person_no);

-- What was given on reaching a level: once a member and level, whatever else happens.
create table loyalty.level_gift (
  member_id text not null references members.member,
  level_id text not null,
  key text not null,
  primary key (member_id, level_id)
);

-- After a change of the ladder, everybody whom it moves is looked at.
create table loyalty.ladder_pass (
  only_row boolean primary key default true check (only_row),
  next_id text not null,
  due_at timestamptz not null,
  -- Levels were turned on: what was grown meanwhile is nobody's figure yet.
  everybody boolean not null,
  reason text not null check (reason in ('rules', 'rules_start'))
);

-- Points of an order count by the level she had: in tenths, so that a refund takes back exactly.
alter table loyalty.lot add column tenths int not null default 10 check (tenths > 0);

-- Free deliveries of a month: how many were used of what a level or a card gives, and by which orders.
create table loyalty.quota (
  member_id text not null references members.member,
  holder text not null,
  month text not null,
  used int not null default 0 check (used >= 0),
  primary key (member_id, holder, month)
) with (fillfactor = 70);
create table loyalty.quota_use (
  order_id text primary key,
  member_id text not null references members.member,
  holder text not null,
  month text not null,
  paid boolean not null default false
);
create index quota_use_of_member on loyalty.quota_use (member_id);

-- Birthdays: which day is looked at next, and how far that is done.
create table loyalty.birthday_pass (
  only_row boolean primary key default true check (only_row),
  due_at timestamptz not null,
  next_id text not null
);
