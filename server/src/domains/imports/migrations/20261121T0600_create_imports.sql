create schema imports;

-- A file somebody brought, and what became of it.
create table imports.import (
  id text primary key,
  file_name text not null,
  path text not null,
  encoding text not null check (encoding in ('utf-8', 'utf-16le', 'gb18030')),
  bytes int not null,
  state text not null default 'uploaded' check (state in ('uploaded', 'running', 'done', 'failed')),
  dry_run boolean not null default false,
  mapping jsonb,
  -- Counted by lines until it has run, by records then.
  rows int not null,
  done_rows int not null default 0,
  members int not null default 0,
  orders int not null default 0,
  errors int not null default 0,
  failure text,
  -- How often it was taken up without getting any further, and when it last got further.
  tries int not null default 0,
  beat_at timestamptz,
  created_at timestamptz not null,
  finished_at timestamptz
);
create index import_recent on imports.import (created_at desc, id desc);
create index import_running on imports.import (beat_at) where state = 'running';

-- What is wrong with which rows: the first ten thousand of an import.
create table imports.row_error (
  import_id text not null references imports.import on delete cascade,
  -- Line of the file, from 1.
  row int not null,
  nth int not null,
  column_name text,
  message text not null,
  text text not null,
  primary key (import_id, row, nth)
);
