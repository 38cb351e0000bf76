create schema operators;

create table operators.operator (
  id text primary key,
  login text not null,
  name text not null,
  role text not null check (role in ('owner', 'operator', 'viewer')),
  password_hash text not null,
  disabled boolean not null default false,
  last_seen_at timestamptz,
  created_at timestamptz not null
);
create unique index operator_login on operators.operator (lower(login));

-- Only the hash of a token is kept: who reads this table cannot sign in with it.
-- expires_at is the time of the room, not of a moved sandbox clock: see session.ts.
create table operators.session (
  token_hash text primary key,
  operator_id text not null references operators.operator (id) on delete cascade,
  address text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_by_operator on operators.session (operator_id);
create index session_by_expiry on operators.session (expires_at);

-- One row an account and one an address: how often a sign-in was tried since the window began.
create table operators.sign_in_attempt (
  subject text primary key,
  tries int not null,
  began_at timestamptz not null
);
create index sign_in_attempt_by_age on operators.sign_in_attempt (began_at);

create table operators.audit_entry (
  id text primary key,
  at timestamptz not null,
  operator_id text,
  operator_name text not null,
  action text not null,
  area text not null,
  entity_id text,
  summary text not null,
  details jsonb,
  request_id text not null
);
create index audit_entry_by_time on operators.audit_entry (at desc, id desc);
create index audit_entry_by_area on operators.audit_entry (area, at desc, id desc);
create index audit_entry_by_operator on operators.audit_entry (operator_id, at desc, id desc);
create index audit_entry_by_entity on operators.audit_entry (entity_id, at desc, id desc) where entity_id is not null;
