create schema codes;

-- Codes that were put into the world. What is printed stays there, so no row ever goes: a code that is no longer used is archived.
create table codes.code (
  id text primary key,
  -- What it carries: opaque, and within what WeChat takes (32 characters).
  scene text not null unique,
  kind text not null,
  place text not null,
  name text not null,
  channel text not null,
  store_id text,
  -- The values of the form `codes.code`.
  values jsonb not null,
  ends_at timestamptz,
  archived_at timestamptz,
  -- What WeChat made of it.
  picture text,
  link text,
  link_ends_at timestamptz,
  -- When WeChat is asked next; null: there is nothing to ask.
  due_at timestamptz,
  tries int not null default 0,
  trouble jsonb,
  created_at timestamptz not null
);
-- A list that is brought in once more makes none twice.
create unique index code_name on codes.code (lower(name));
create index code_due on codes.code (due_at) where due_at is not null;
create index code_channel on codes.code (channel) where channel <> '';
create index code_store on codes.code (store_id) where store_id is not null;

-- When an account scanned a code last: the same again within half an hour is one scan. '' is whatever is no code of ours.
create table codes.visit (
  account_no int not null,
  code_id text not null,
  last_at timestamptz not null,
  primary key (account_no, code_id)
);
