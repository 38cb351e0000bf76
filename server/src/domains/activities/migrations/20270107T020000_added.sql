-- A friend who added a member of staff by somebody's own code: once an activity, whoever else's codes she opens. By her id at WeCom, for she need be no member.
create table activities.added (
  activity_no int not null,
  external text not null,
  -- Whose code it was: of several the first, until she leaves that one in time.
  entry_no bigint not null,
  friend_id text not null,
  -- She had been a friend of somebody of the shop before.
  known boolean not null,
  -- Who of the shop's members she is, as it was last looked.
  person_no int,
  first_at timestamptz not null,
  added_at timestamptz not null,
  lost_at timestamptz,
  -- From then on it stands, whether she goes or not.
  settle_at timestamptz not null,
  -- When it is looked at next whether she counts.
  look_at timestamptz,
  state text not null default 'new' check (state in ('new', 'counted', 'left', 'known', 'her_own', 'twice')),
  -- Counts how often she counted: each is told under a key of its own.
  round int not null default 1,
  primary key (activity_no, external)
);
create index added_by_entry on activities.added (entry_no);
create index added_by_friend on activities.added (friend_id);
create index added_by_person on activities.added (person_no) where person_no is not null;
create index added_look on activities.added (look_at) where look_at is not null;
