-- Pages of the storefront, made of blocks.
create schema if not exists pages;

create table pages.page (
  no int generated always as identity unique,
  id text primary key,
  name text not null,
  kind text not null,
  -- What is being edited: blocks with the values of their forms, sound or not.
  blocks jsonb not null,
  -- How often that was saved: what is published is what was seen.
  saves int not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index page_name on pages.page (lower(name));

-- What shoppers get, and when. Of several that are open the one that began last is shown, so one with an end gives way to what was there before.
create table pages.version (
  page_no int not null references pages.page (no),
  version int not null,
  -- Checked at publishing.
  blocks jsonb not null,
  -- Of which save it was made.
  saves int not null,
  starts_at timestamptz not null,
  ends_at timestamptz,
  published_at timestamptz not null,
  published_by text not null,
  withdrawn_at timestamptz,
  primary key (page_no, version),
  check (ends_at > starts_at)
);
create index version_open on pages.version (page_no, starts_at) where withdrawn_at is null;

-- Every change of what is published counts it up: who keeps pages in memory sees by it that hers are old.
create table pages.stamp (
  one boolean primary key default true check (one),
  stamp bigint not null
);
insert into pages.stamp (stamp) values (1);
