create schema scrm;

-- The corp of WeCom that the shop works with: one, and what its console gave out; keys are sealed.
create table scrm.corp (
  id int primary key check (id = 1),
  corpid text not null,
  agentid text not null,
  secret_sealed text not null,
  token_sealed text not null,
  aes_key_sealed text not null,
  changed_at timestamptz not null,
  -- When its members are read next, and what went wrong last.
  sync_at timestamptz,
  synced_at timestamptz,
  trouble jsonb,
  -- The picture of our cards, uploaded for three days.
  media_id text,
  media_until timestamptz
);

-- Members of the corp. Who has left stays for what she did.
create table scrm.staff (
  userid text primary key,
  name text not null,
  department text not null,
  can_contact boolean not null,
  -- Customers whom one can have at most; the platform begins with 5 000.
  capacity int not null default 5000,
  seen_at timestamptz not null,
  gone_at timestamptz
);

-- 活码: a code of ours that leads to one of several members.
create table scrm.contact_way (
  id text primary key,
  name text not null,
  -- The values of the form `scrm.contact_way`.
  values jsonb not null,
  -- Among whom was chosen last: the turn begins anew when that changes.
  eligible text not null default '',
  archived_at timestamptz,
  created_at timestamptz not null
);
create unique index contact_way_name on scrm.contact_way (lower(name));

-- Its codes of single members, so that who is added is who was chosen. `state` comes back with whoever adds by it.
create table scrm.way_staff (
  contact_way_id text not null references scrm.contact_way (id),
  userid text not null,
  wanted boolean not null,
  -- Whose turn it is: smooth weighted round robin.
  turn int not null default 0,
  state text not null unique,
  config_id text,
  picture text,
  due_at timestamptz,
  tries int not null default 0,
  trouble jsonb,
  primary key (contact_way_id, userid)
);
create index way_staff_due on scrm.way_staff (due_at) where due_at is not null;

-- Who came by a contact way, and whom she was shown; the place is hers for a while.
create table scrm.visit (
  no bigint generated always as identity primary key,
  contact_way_id text not null references scrm.contact_way (id),
  member_id text not null,
  person_no int not null,
  userid text,
  at timestamptz not null,
  held_until timestamptz not null,
  added_at timestamptz
);
create index visit_of_person on scrm.visit (contact_way_id, person_no, no desc);
create index visit_held on scrm.visit (userid, held_until) where added_at is null;

-- Customers as WeCom knows them, and who of our members each is.
create table scrm.customer (
  external_userid text primary key,
  name text not null,
  unionid text,
  member_id text,
  person_no int,
  seen_at timestamptz not null
);
create index customer_unionid on scrm.customer (unionid) where unionid is not null;
create index customer_member on scrm.customer (member_id) where member_id is not null;

-- A friendship from its beginning to its end: coming back is another one.
create table scrm.friend (
  id text primary key,
  userid text not null,
  external_userid text not null references scrm.customer (external_userid),
  added_at timestamptz not null,
  state text,
  add_way int,
  contact_way_id text,
  ended_at timestamptz,
  ended_by text,
  -- When remark and tags are set next; null: there is nothing to set.
  due_at timestamptz,
  tries int not null default 0,
  trouble jsonb,
  unique (userid, external_userid, added_at)
);
create unique index friend_now on scrm.friend (userid, external_userid) where ended_at is null;
create index friend_of_customer on scrm.friend (external_userid, added_at);
create index friend_of_way on scrm.friend (contact_way_id, added_at) where contact_way_id is not null;
create index friend_of_staff on scrm.friend (userid, added_at);
create index friend_due on scrm.friend (due_at) where due_at is not null;

-- What WeCom said of a pair, each once: the ledger behind the friendships.
create table scrm.said (
  callback_id text primary key,
  userid text not null,
  external_userid text not null,
  change text not null,
  at timestamptz not null
);
create index said_of_pair on scrm.said (userid, external_userid, at);

-- A welcome: once, and within twenty seconds of the event.
create table scrm.welcome (
  code text primary key,
  friend_id text not null references scrm.friend (id),
  contact_way_id text,
  event_at timestamptz not null,
  deadline timestamptz not null,
  state text not null default 'waiting',
  due_at timestamptz,
  sent_at timestamptz,
  grant_key text,
  trouble jsonb
);
create index welcome_due on scrm.welcome (due_at) where due_at is not null;
create index welcome_of_way on scrm.welcome (contact_way_id, event_at) where contact_way_id is not null;
