create schema activities;

-- What shoppers play for benefits, set up by operators.
create table activities.activity (
  -- What rows of persons name it by.
  no int generated always as identity unique,
  id text primary key,
  -- likes, orders, spending
  play text not null,
  name text not null,
  -- draft, live or stopped; where a live one stands is asked of its times.
  state text not null check (state in ('draft', 'live', 'stopped')),
  -- Half-open; from `warm_at` on it is shown with what it will bring.
  warm_at timestamptz not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  -- The version of its terms that whoever joins now joins under.
  version int not null default 1,
  -- At most so many take part; null: any number. Taken by a guarded update.
  places int,
  taken int not null default 0 check (taken >= 0 and (places is null or taken <= places)),
  stopped_at timestamptz,
  stopped_because text,
  -- Everything that was reached has been given, or refused with a reason.
  settled_at timestamptz,
  created_at timestamptz not null
);
create unique index activity_name on activities.activity (lower(name));
create index activity_unsettled on activities.activity (ends_at) where state <> 'draft' and settled_at is null;

-- The values of the form `activities.<play>`, every version for good: whoever joined under one keeps what it promised.
create table activities.terms (
  activity_no int not null,
  version int not null,
  values jsonb not null,
  at timestamptz not null,
  primary key (activity_no, version)
);

-- Every change of an activity counts it up: who keeps them in memory sees by it that hers are old.
create table activities.stamp (
  one boolean primary key default true check (one),
  stamp bigint not null
);
insert into activities.stamp (stamp) values (1);

-- Who came to where one would be shown to her, drawn once into an arm.
create table activities.met (
  activity_no int not null,
  person_no int not null,
  version int not null,
  treated boolean not null,
  -- Records that became one were in both arms: compared no more.
  mixed boolean not null default false,
  tester boolean not null,
  met_at timestamptz not null,
  primary key (activity_no, person_no)
);
create index met_person on activities.met (person_no);

-- A member takes part. Its id is what her invitation names.
create table activities.entry (
  no bigint generated always as identity primary key,
  id text not null unique,
  activity_no int not null,
  person_no int not null,
  member_id text not null,
  version int not null,
  tester boolean not null,
  joined_at timestamptz not null,
  -- It was of a record that became one with a member who takes part herself: hers goes on, this one waits to go back.
  behind bigint
);
create unique index entry_of_person on activities.entry (activity_no, person_no) where behind is null;
create index entry_by_person on activities.entry (person_no);
create index entry_by_activity on activities.entry (activity_no, no);

-- What counts towards her tiers, each by what happened, so that nothing counts twice; what goes back stands as a row of its own.
create table activities.progress (
  entry_no bigint not null,
  -- order:<id>, refund:<id>, friend:<person>, friend:<person>:<day>
  key text not null,
  -- Likes, orders or fen.
  amount int not null,
  -- Of which order, and how many fen of it came or went back: their sum is what of it is kept.
  order_id text,
  fen int,
  -- Who helped; null where she did it herself.
  helper_no int,
  -- The helper had never been to the shop before.
  new boolean not null default false,
  at timestamptz not null,
  primary key (entry_no, key)
);
create index progress_by_order on activities.progress (order_id) where order_id is not null;
create index progress_by_helper on activities.progress (helper_no, at) where helper_no is not null;

-- A tier that she reached, and what became of what it promises.
create table activities.reward (
  entry_no bigint not null,
  -- Of the terms that she joined under, from 0.
  tier int not null,
  state text not null check (state in ('due', 'given', 'refused', 'cancelled', 'taken_back')),
  -- Counts how often it was reached anew after it had been taken back: each is given under a key of its own.
  round int not null default 1,
  reached_at timestamptz not null,
  due_at timestamptz not null,
  settled_at timestamptz,
  trouble jsonb,
  primary key (entry_no, tier)
);
create index reward_due on activities.reward (due_at) where state = 'due';
