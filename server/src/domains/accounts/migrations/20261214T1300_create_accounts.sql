create schema accounts;

-- An official account that the shop works with: what its console gave out, keys sealed.
create table accounts.account (
  id text primary key,
  appid text not null unique,
  name text not null,
  -- gh_…: whom its messages are addressed to.
  original_id text not null,
  type text not null,
  verified boolean not null,
  mode text not null,
  theme text not null default '',
  secret_sealed text not null,
  token_sealed text not null,
  aes_key_sealed text,
  archived_at timestamptz,
  created_at timestamptz not null,
  -- When its followers are read next, how far that came, and what went wrong last.
  sync_at timestamptz,
  sync_after text not null default '',
  sync_began_at timestamptz,
  synced_at timestamptz,
  -- When its menus are published next.
  menu_at timestamptz,
  menu_tries int not null default 0,
  trouble jsonb
);
create unique index account_name on accounts.account (lower(name));
create index account_sync on accounts.account (sync_at) where sync_at is not null;
create index account_menu on accounts.account (menu_at) where menu_at is not null;

-- Who follows an account, or did, and who of our members each is.
create table accounts.follower (
  account_id text not null references accounts.account (id),
  openid text not null,
  unionid text,
  member_id text,
  person_no int,
  -- Of the newest that was heard of following: what is older changes nothing.
  heard_at timestamptz,
  seen_at timestamptz not null,
  primary key (account_id, openid)
);
create index follower_unionid on accounts.follower (unionid) where unionid is not null;
create index follower_member on accounts.follower (member_id) where member_id is not null;
create index follower_person on accounts.follower (person_no) where person_no is not null;

-- A following from its beginning to its end: coming back is another one.
create table accounts.follow (
  id text primary key,
  account_id text not null,
  openid text not null,
  followed_at timestamptz not null,
  -- ADD_SCENE_…, and the code that she came by.
  way text not null,
  code_id text,
  ended_at timestamptz,
  unique (account_id, openid, followed_at),
  foreign key (account_id, openid) references accounts.follower (account_id, openid)
);
create unique index follow_now on accounts.follow (account_id, openid) where ended_at is null;
create index follow_by_day on accounts.follow (account_id, followed_at);
create index follow_ended on accounts.follow (account_id, ended_at) where ended_at is not null;

-- What is answered to whom: one rule for keywords, menus, follows and scans, over one account or many.
create table accounts.rule (
  id text primary key,
  name text not null,
  -- The values of the form `accounts.rule`.
  values jsonb not null,
  priority int not null,
  -- The code of the account that it sends people on to.
  code_id text,
  given int not null default 0,
  archived_at timestamptz,
  created_at timestamptz not null
);
create unique index rule_name on accounts.rule (lower(name));

-- What each person had of a rule that gives once: by person, or by follower where nobody knows yet who she is.
create table accounts.taken (
  rule_id text not null references accounts.rule (id),
  who text not null,
  at timestamptz not null,
  primary key (rule_id, who)
);

-- What she did, each once, and what came of it.
create table accounts.heard (
  callback_id text primary key,
  account_id text not null,
  openid text not null,
  kind text not null,
  said text not null,
  at timestamptz not null,
  rule_id text,
  outcome text,
  person_no int
);
create index heard_of_account on accounts.heard (account_id, at);
create index heard_of_rule on accounts.heard (rule_id, at) where rule_id is not null;

-- Messages of an answer, in order. The first goes with the answer to the push if there is time, the others as kf messages.
create table accounts.reply (
  callback_id text not null references accounts.heard (callback_id),
  no int not null,
  account_id text not null,
  openid text not null,
  rule_id text not null,
  part jsonb not null,
  state text not null default 'waiting',
  due_at timestamptz,
  tries int not null default 0,
  at timestamptz not null,
  sent_at timestamptz,
  trouble jsonb,
  primary key (callback_id, no)
);
create index reply_due on accounts.reply (due_at) where due_at is not null;
create index reply_of_account on accounts.reply (account_id, at);
create index reply_of_rule on accounts.reply (rule_id, at);

-- Until when, and how often, she may be written to: by what she did last of each kind.
create table accounts.reply_window (
  account_id text not null,
  openid text not null,
  kind text not null,
  opened_at timestamptz not null,
  ends_at timestamptz not null,
  remaining int not null check (remaining >= 0),
  primary key (account_id, openid, kind)
);

-- Whom a rule sent on, where to, and whether she came there.
create table accounts.handover (
  callback_id text primary key,
  rule_id text not null,
  from_account_id text not null,
  openid text not null,
  unionid text,
  person_no int,
  kind text not null,
  to_id text not null,
  at timestamptz not null,
  arrived_at timestamptz
);
create index handover_by_day on accounts.handover (at);
create index handover_of_union on accounts.handover (unionid, to_id) where unionid is not null and arrived_at is null;
create index handover_of_person on accounts.handover (person_no, to_id) where person_no is not null and arrived_at is null;
create index handover_of_rule on accounts.handover (rule_id, at);

-- The menu of everybody (tag ''), and those of people with a tag.
create table accounts.menu (
  id text primary key,
  account_id text not null references accounts.account (id),
  tag text not null default '',
  -- The values of the form `accounts.menu`.
  values jsonb not null,
  -- What people see now; null: nothing of it was published yet.
  published jsonb,
  published_at timestamptz,
  removed boolean not null default false,
  created_at timestamptz not null,
  unique (account_id, tag)
);

-- Tags that WeChat is to know of a follower, because a menu hangs on them.
create table accounts.mark (
  account_id text not null,
  openid text not null,
  tag text not null,
  wanted boolean not null,
  due_at timestamptz,
  tries int not null default 0,
  primary key (account_id, openid, tag)
);
create index mark_due on accounts.mark (due_at) where due_at is not null;
