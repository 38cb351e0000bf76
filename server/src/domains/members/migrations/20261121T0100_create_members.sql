create schema members;

create table members.member (
  id text primary key,
  -- Dense 32-bit number: what bitmaps and everything in the event store know a person by.
  person_no int generated always as identity unique,
  nickname text not null,
  avatar text,
  phone_sealed text,
  phone_index text unique,
  phone_masked text,
  birthday date,
  source text not null,
  blocked boolean not null default false,
  merged_into text references members.member,
  created_at timestamptz not null
);
create index member_recent on members.member (created_at desc, person_no desc) where merged_into is null;
create index member_nickname on members.member (nickname text_pattern_ops) where merged_into is null;

-- openid, unionid, external (the name a file of an import calls her by): each belongs to one member.
create table members.identity (
  kind text not null check (kind in ('openid', 'unionid', 'external')),
  value text not null,
  member_id text not null references members.member,
  seen_at timestamptz not null,
  primary key (kind, value)
);
create index identity_of_member on members.identity (member_id);

create table members.address (
  id text primary key,
  member_id text not null references members.member,
  sealed text not null,
  is_default boolean not null default false,
  created_at timestamptz not null
);
create index address_of_member on members.address (member_id);

create table members.tag (
  member_id text not null references members.member,
  name text not null,
  source text not null,
  reason text not null,
  at timestamptz not null,
  primary key (member_id, name)
);
create index tag_by_name on members.tag (name);

-- What a list of members shows of her orders; kept from the facts of orders and audiences.
create table members.standing (
  person_no int primary key references members.member (person_no),
  orders int not null default 0,
  spent bigint not null default 0,
  first_paid_at timestamptz,
  last_paid_at timestamptz,
  stage text not null default 'none',
  stage_since timestamptz
) with (fillfactor = 80);
create index standing_spent on members.standing (spent desc, person_no desc);
create index standing_orders on members.standing (orders desc, person_no desc);
create index standing_last_paid on members.standing (last_paid_at desc nulls last, person_no desc);
create index standing_stage on members.standing (stage, person_no desc);
