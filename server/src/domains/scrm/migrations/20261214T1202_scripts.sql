-- 话术: what staff say, ready to be sent.
create table scrm.script (
  no bigint generated always as identity primary key,
  id text not null unique,
  -- The values of the form `scrm.script`.
  values jsonb not null,
  archived_at timestamptz,
  created_at timestamptz not null
);
create index script_folder on scrm.script ((values->>'folder')) where archived_at is null;
