-- Members who look after their neighbours: who they are, and whom each brought.
create schema if not exists leaders;

create table leaders.leader (
  no bigint generated always as identity primary key,
  id text not null unique,
  member_id text not null,
  person_no int not null,
  state text not null check (state in ('proposed', 'applied', 'active', 'suspended', 'ended', 'refused')),
  -- How she came to stand here.
  way text not null check (way in ('rule', 'application')),
  -- Where she lives, and what she wrote.
  community text not null default '',
  reason text not null default '',
  because text not null default '',
  decided_by text,
  -- Her account and what her links carry; both from the day on which she was let in.
  distributor_id text,
  code text unique,
  -- The place of the shop that she serves.
  store_id text,
  -- Of two records of one person this one waits behind the other, to go back as it was.
  behind_no bigint references leaders.leader (no),
  since timestamptz not null,
  decided_at timestamptz
);
create unique index leader_person on leaders.leader (person_no) where behind_no is null;
create index leader_waiting on leaders.leader (no) where state in ('proposed', 'applied');

-- Whose neighbour somebody is: the first whose link she opened.
create table leaders.neighbour (
  person_no int primary key,
  member_id text not null,
  leader_no bigint not null references leaders.leader (no),
  -- She came to the shop for the first time by it.
  new boolean not null,
  came_at timestamptz not null,
  -- When it is looked at whether she has registered.
  look_at timestamptz,
  looks int not null default 0,
  -- From then on she counts, by what, and fen that the leader was promised for it; nothing where her month was full.
  counted_at timestamptz,
  counted_by text check (counted_by in ('registers', 'first_order')),
  order_id text,
  reward int,
  -- Fen that are left of the order by which she counts.
  kept int
);
create index neighbour_of_leader on leaders.neighbour (leader_no, came_at desc);
create index neighbour_look on leaders.neighbour (look_at) where look_at is not null;
create index neighbour_order on leaders.neighbour (order_id);
