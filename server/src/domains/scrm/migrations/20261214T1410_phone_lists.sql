-- 手机号名单: people who left their number, whom staff ask one by one to become friends.
create table scrm.phone_list (
  id text primary key,
  name text not null,
  values jsonb not null,
  made_at timestamptz not null,
  stopped_at timestamptz
);
create unique index phone_list_name on scrm.phone_list (lower(name));

-- One person of a list: who asks her, on which day, and what came of it.
create table scrm.phone_entry (
  id text primary key,
  list_id text not null references scrm.phone_list (id),
  member_id text not null,
  person_no int not null,
  phone_key text not null,
  phone_masked text not null,
  userid text not null,
  day date not null,
  state text not null default 'waiting' check (state in ('waiting', 'asked', 'passed', 'stopped')),
  announce_at timestamptz,
  announced_at timestamptz,
  asked_at timestamptz,
  passed_at timestamptz,
  friend_id text,
  gift_due_at timestamptz,
  gifted_at timestamptz,
  unique (list_id, phone_key)
) with (fillfactor = 80);
create index phone_entry_of_list on scrm.phone_entry (list_id, day, id);
create index phone_entry_of_staff on scrm.phone_entry (userid, day);
create index phone_entry_open on scrm.phone_entry (phone_key) where state in ('waiting', 'asked');
create index phone_entry_open_person on scrm.phone_entry (person_no) where state in ('waiting', 'asked');
create index phone_entry_announce on scrm.phone_entry (announce_at) where announce_at is not null;
create index phone_entry_gift on scrm.phone_entry (gift_due_at) where gift_due_at is not null;
