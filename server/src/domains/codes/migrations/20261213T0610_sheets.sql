-- Codes that are set on pages for the printer, part by part.
create table codes.sheet (
  id text primary key,
  layout text not null,
  code_ids text[] not null,
  state text not null,
  -- How many of them are on a page, or were left out.
  done int not null default 0,
  missing int not null default 0,
  -- Where each part is kept.
  files text[] not null default '{}',
  due_at timestamptz,
  created_at timestamptz not null
);
create index sheet_due on codes.sheet (due_at) where due_at is not null;
