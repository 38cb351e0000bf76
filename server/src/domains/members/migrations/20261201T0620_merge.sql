-- Two records that became one person, and whether that was taken back. Merges from before this table cannot be.
create table members.merge (
  id text primary key,
  winner_id text not null references members.member,
  loser_id text not null references members.member,
  cause text not null check (cause in ('phone', 'unionid', 'operator')),
  reason text not null default '',
  by_name text not null default '',
  at timestamptz not null,
  undone_at timestamptz,
  undone_by text,
  undone_reason text
);
create unique index merge_standing on members.merge (loser_id) where undone_at is null;
create index merge_of_winner on members.merge (winner_id, at desc);

-- What came with the merged person, row by row, as each domain wrote it down: what an undoing gives back.
create table members.merge_move (
  merge_id text not null references members.merge,
  kind text not null,
  key text not null,
  detail jsonb not null default '{}',
  primary key (merge_id, kind, key)
);

-- Numbers that went to whoever verified them last. The two may be one person: an operator decides.
create table members.former_phone (
  phone_index text not null,
  member_id text not null references members.member,
  moved_to text not null references members.member,
  at timestamptz not null,
  primary key (phone_index, member_id, moved_to)
);
create index former_phone_to on members.former_phone (moved_to);
create index former_phone_of on members.former_phone (member_id);
