-- Somebody opened an invitation of somebody else: once a business day, known ones too.
create table activities.visit (
  entry_no bigint not null,
  person_no int not null,
  day date not null,
  -- By it she came to the shop for the first time.
  new boolean not null,
  at timestamptz not null,
  primary key (entry_no, person_no, day)
);

-- A newcomer, and whose she is: one inviter's, in all activities.
create table activities.invite (
  person_no int primary key,
  no bigint generated always as identity unique,
  member_id text not null,
  activity_no int not null,
  entry_no bigint not null,
  -- came → done → counted; what is asked goes back: came again. held waits for somebody, refused and void are for good.
  state text not null check (state in ('came', 'done', 'held', 'counted', 'refused', 'void')),
  tester boolean not null,
  came_at timestamptz not null,
  -- She took the invitation, and the gift with it.
  accepted_at timestamptz,
  -- What she did can go back no more from then on.
  due_at timestamptz check (state <> 'done' or due_at is not null),
  settled_at timestamptz,
  -- Counts how often she counted: each is told under a key of its own.
  round int not null default 1,
  -- Somebody looked at her and let her through: rules hold her no more.
  cleared boolean not null default false,
  why jsonb
);
create index invite_by_entry on activities.invite (entry_no, no);
create index invite_by_activity on activities.invite (activity_no, no);
create index invite_due on activities.invite (due_at) where state = 'done';

-- Orders of newcomers that may count, and how many fen of each are kept.
create table activities.invite_order (
  person_no int not null,
  order_id text not null unique,
  kept int not null check (kept >= 0),
  paid_at timestamptz not null,
  primary key (person_no, order_id)
);

-- What people who play were seen by, as keyed hashes: several who are one are found by it. Forgotten after ninety days.
create table activities.mark (
  person_no int not null,
  -- device, network (of a day), address, payer
  kind text not null,
  value text not null,
  -- As much as somebody who reviews needs to see: 118.24.*, 上海市 徐汇区.
  shown text not null,
  at timestamptz not null,
  primary key (person_no, kind, value)
);
create index mark_by_value on activities.mark (kind, value);
create index mark_by_time on activities.mark (at);

-- What the rules held or refused, with what they found.
create table activities.suspect (
  no bigint generated always as identity unique,
  id text primary key,
  activity_no int not null,
  entry_no bigint not null,
  subject text not null check (subject in ('help', 'invite', 'reward')),
  -- What it is about, once: the key in the ledger, of the invite or of the tier.
  key text not null,
  helper_no int,
  tier int,
  state text not null check (state in ('held', 'released', 'refused', 'gone')),
  reasons jsonb not null,
  -- What is counted when it is released.
  counts jsonb,
  at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  because text,
  unique (entry_no, key)
);
create index suspect_held on activities.suspect (activity_no) where state = 'held';
create index suspect_by_helper on activities.suspect (helper_no) where helper_no is not null;

create table activities.listed (
  no bigint generated always as identity unique,
  id text primary key,
  kind text not null check (kind in ('member', 'device', 'network', 'address', 'payer')),
  -- The number of a person; else the hash of a mark.
  value text not null,
  label text not null,
  because text not null,
  by text not null,
  at timestamptz not null,
  unique (kind, value)
);

alter table activities.reward
  drop constraint reward_state_check,
  add check (state in ('due', 'held', 'given', 'refused', 'denied', 'cancelled', 'taken_back')),
  add column cleared boolean not null default false;
