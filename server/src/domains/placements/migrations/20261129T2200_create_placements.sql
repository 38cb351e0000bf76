create schema placements;

-- Pop-ups, slots and floating icons.
create table placements.placement (
  -- What rows of persons name it by: there are as many as people times placements.
  no int generated always as identity unique,
  id text primary key,
  name text not null,
  kind text not null,
  pages text[] not null,
  -- draft, live, paused or ended; whether its time has come is asked of the values.
  state text not null,
  priority int not null,
  -- Business days, both counted; null: no bound.
  first_day date,
  last_day date,
  -- The values of the form `placements.placement`.
  values jsonb not null,
  -- Another one each time that the share held out changes: arms are compared within it.
  version int not null default 1,
  created_at timestamptz not null
);
create unique index placement_name on placements.placement (lower(name));

-- Every change of a placement counts it up: who keeps them in memory sees by it that hers are old.
create table placements.stamp (
  one boolean primary key default true check (one),
  stamp bigint not null
);
insert into placements.stamp (stamp) values (1);

-- Who came to where one would show it to her: drawn once into an arm, and how often she has met it since.
create table placements.met (
  placement_no int not null,
  person_no int not null,
  version int not null,
  treated boolean not null,
  -- Records that became one were in both arms: compared no more.
  mixed boolean not null default false,
  tester boolean not null,
  met_at timestamptz not null,
  shown int not null default 0,
  tapped int not null default 0,
  closed int not null default 0,
  -- The business day on which it was shown last, and how often on it.
  day date,
  on_day int not null default 0,
  primary key (placement_no, person_no)
);
create index met_person on placements.met (person_no);

-- One showing on one phone, by the key that the phone made for it: told again, it is the same.
create table placements.showing (
  person_no int not null,
  placement_no int not null,
  key text not null,
  page text not null,
  at timestamptz not null,
  tapped_at timestamptz,
  closed_at timestamptz,
  -- What her tap had taken for her, or why not.
  answer jsonb,
  primary key (person_no, placement_no, key)
);

-- Sums by business day, in parts that are written side by side; testers are in none.
create table placements.tally (
  placement_no int not null,
  day date not null,
  part smallint not null,
  shown int not null default 0,
  people int not null default 0,
  tapped int not null default 0,
  tappers int not null default 0,
  closed int not null default 0,
  primary key (placement_no, day, part)
);
