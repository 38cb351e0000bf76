create schema collectors;

-- An SDK of somebody else that sends here.
create table collectors.source (
  no int generated always as identity primary key,
  id text not null unique,
  name text not null,
  vendor text not null,
  place text not null check (place in ('client', 'server')),
  naming text not null,
  listing text not null check (listing in ('all', 'block', 'allow')),
  names text[] not null default '{}',
  attributes text[] not null default '{}',
  visitors_a_day int not null check (visitors_a_day > 0),
  -- New visitors of one day: whoever has the key could send any number.
  visitors_on date,
  visitors int not null default 0,
  created_at timestamptz not null,
  created_by text not null,
  revoked_at timestamptz,
  revoked_by text,
  last_at timestamptz
);

-- Keys that a source has and had: what comes with an old one is told to its source.
create table collectors.key (
  hash text primary key,
  source_no int not null references collectors.source,
  begins text not null,
  made_at timestamptz not null,
  ended_at timestamptz
);
create unique index key_that_works on collectors.key (source_no) where ended_at is null;

-- Whom an id of a source is: a number for ever, so that what is sent again is the same event; the id itself is not kept.
create table collectors.visitor (
  source_no int not null references collectors.source,
  mark text not null,
  person_no int not null,
  -- The number of who she turned out to be; her own where the id named a member from the beginning.
  joined_to int,
  made_at timestamptz not null,
  primary key (source_no, mark)
);

-- What came by day: how often a name was taken, or not and why. Of names that nobody could read only so many are told apart.
create table collectors.day (
  source_no int not null references collectors.source,
  day date not null,
  name text not null,
  what text not null,
  times bigint not null,
  primary key (source_no, day, name, what)
);

-- Some of the last that came.
create table collectors.recent (
  no bigint generated always as identity primary key,
  source_no int not null references collectors.source,
  received_at timestamptz not null,
  at timestamptz,
  name text not null,
  person_no int,
  refusal text,
  detail text not null
);
create index recent_of_source on collectors.recent (source_no, no desc);
