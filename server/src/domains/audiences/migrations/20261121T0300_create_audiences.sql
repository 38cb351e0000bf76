create schema audiences;

-- Where a member stands in her lifecycle now, and when that changes by mere silence.
create table audiences.standing (
  person_no int primary key,
  member_id text not null,
  orders int not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  stage text not null default 'none',
  stage_since timestamptz,
  due_at timestamptz
) with (fillfactor = 75);
create index standing_due on audiences.standing (due_at) where due_at is not null;
create index standing_stage on audiences.standing (stage);

-- Every change of a stage: history and transitions.
create table audiences.stage_change (
  id bigint generated always as identity primary key,
  person_no int not null,
  from_stage text not null,
  to_stage text not null,
  at timestamptz not null
);
create index stage_change_of_person on audiences.stage_change (person_no, at);

-- Orders counted in a standing, so that a refund of the whole takes back the right one.
create table audiences.counted_order (
  order_id text primary key,
  person_no int not null,
  at timestamptz not null
);
create index counted_order_of_person on audiences.counted_order (person_no, at);
