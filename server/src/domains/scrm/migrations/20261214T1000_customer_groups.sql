-- 客户群 as WeCom says they are; one is read again whenever anything is said of it.
create table scrm.chat (
  id text primary key,
  name text not null default '',
  owner text not null default '',
  notice text not null default '',
  created_at timestamptz,
  -- Who is in it now, and the customers among them: counted anew with each reading.
  members int not null default 0,
  customers int not null default 0,
  -- Ours: WeCom has none of groups.
  tags text[] not null default '{}',
  dismissed_at timestamptz,
  listed_at timestamptz,
  read_at timestamptz,
  due_at timestamptz,
  -- Counted as a reading begins: what an older one found is not kept over a newer.
  reads int not null default 0,
  tries int not null default 0,
  trouble jsonb
);
create index chat_due on scrm.chat (due_at) where due_at is not null;

-- Who was in a group from when to when: coming back is another time.
create table scrm.chat_member (
  id text primary key,
  chat_id text not null references scrm.chat (id),
  userid text not null,
  is_staff boolean not null,
  joined_at timestamptz not null,
  scene int not null,
  invited_by text,
  group_code_id text,
  lane text,
  left_at timestamptz,
  left_by text,
  unique (chat_id, userid, joined_at)
);
create unique index chat_member_now on scrm.chat_member (chat_id, userid) where left_at is null;
create index chat_member_of_person on scrm.chat_member (userid, joined_at);
create index chat_member_by_time on scrm.chat_member (chat_id, joined_at desc, id desc);
create index chat_member_left on scrm.chat_member (chat_id, left_at) where left_at is not null;
create index chat_member_of_code on scrm.chat_member (group_code_id, joined_at) where group_code_id is not null;

-- Who was said to have gone, and how: groups themselves do not say it.
create table scrm.chat_left (
  callback_id text not null,
  chat_id text not null,
  userid text not null,
  by text not null,
  at timestamptz not null,
  primary key (callback_id, userid)
);
create index chat_left_of on scrm.chat_left (chat_id, userid, at);

-- The list of all groups is read once a day, page by page.
create table scrm.chat_listing (
  id int primary key check (id = 1),
  due_at timestamptz not null,
  began_at timestamptz,
  cursor text
);
insert into scrm.chat_listing (id, due_at) values (1, '2026-01-01');

-- 群活码: a code of ours that leads into one of several groups, by who she is.
create table scrm.group_code (
  id text primary key,
  name text not null,
  -- The values of the form `scrm.group_code`.
  values jsonb not null,
  archived_at timestamptz,
  created_at timestamptz not null
);
create unique index group_code_name on scrm.group_code (lower(name));

-- One join way a group and lane, so that who joins is known by what she came. `state` comes back with whoever joins by it.
create table scrm.group_entry (
  group_code_id text not null references scrm.group_code (id),
  lane text not null,
  chat_id text not null references scrm.chat (id),
  no int not null,
  wanted boolean not null,
  -- WeCom made the group, because those before it were full.
  by_wecom boolean not null default false,
  -- What WeCom calls the group that it makes next, with which number; null: it makes none.
  another text,
  from_no int not null default 1,
  state text not null unique,
  config_id text,
  picture text,
  -- When its groups are looked at next, for one that WeCom made.
  look_at timestamptz,
  due_at timestamptz,
  tries int not null default 0,
  trouble jsonb,
  primary key (group_code_id, lane, chat_id)
);
create index group_entry_due on scrm.group_entry (due_at) where due_at is not null;
create index group_entry_look on scrm.group_entry (look_at) where look_at is not null;
create index group_entry_chat on scrm.group_entry (chat_id);

-- Who came by a group code, and which group she was shown; a place in it is hers for a while.
create table scrm.group_visit (
  no bigint generated always as identity primary key,
  group_code_id text not null references scrm.group_code (id),
  lane text not null,
  chat_id text not null,
  person_no int not null,
  at timestamptz not null,
  held_until timestamptz not null,
  joined_at timestamptz
);
create index group_visit_of_person on scrm.group_visit (group_code_id, person_no, no desc);
create index group_visit_held on scrm.group_visit (chat_id, held_until) where joined_at is null;
