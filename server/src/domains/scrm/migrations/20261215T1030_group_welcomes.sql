-- 入群欢迎语: what is said to who joins a group, written here and used there by its owner.
create table scrm.group_welcome (
  id text primary key,
  name text not null,
  -- The values of the form `scrm.group_welcome`.
  values jsonb not null,
  -- As WeCom calls it; null while it has none.
  template_id text,
  -- Whether WeCom has what stands here.
  carried boolean not null default false,
  -- When WeCom was asked to make it, and nobody knows what came of it.
  asked_at timestamptz,
  -- When something is to be done for it next.
  due_at timestamptz,
  tries int not null default 0,
  trouble jsonb,
  published_at timestamptz,
  archived_at timestamptz,
  created_at timestamptz not null
);
create unique index group_welcome_name on scrm.group_welcome (lower(name));
create index group_welcome_due on scrm.group_welcome (due_at) where due_at is not null;
