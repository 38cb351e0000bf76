-- A deed for many members: whom it is for is written down when it starts, a thousand a part, and what became of each part
-- when it was done, so that it goes on where it stood and says who got none and why.
create table members.batch (
  id text primary key,
  kind text not null check (kind in ('tag', 'untag', 'coupon')),
  what jsonb not null,
  title jsonb not null,
  reason text not null,
  operator_id text not null,
  operator_name text not null,
  state text not null default 'running' check (state in ('running', 'done', 'stopped', 'failed')),
  total int not null,
  done int not null default 0,
  next_part int not null default 0,
  -- How often it was taken up without getting any further, and when it last got further.
  tries int not null default 0,
  beat_at timestamptz not null,
  created_at timestamptz not null,
  finished_at timestamptz
);
create index batch_recent on members.batch (created_at desc, id desc);
create index batch_running on members.batch (beat_at) where state = 'running';

create table members.batch_part (
  batch_id text not null references members.batch on delete cascade,
  nth int not null,
  persons int[] not null,
  primary key (batch_id, nth)
);

create table members.batch_outcome (
  batch_id text not null,
  nth int not null,
  outcome text not null,
  persons int[] not null,
  primary key (batch_id, nth, outcome),
  foreign key (batch_id, nth) references members.batch_part on delete cascade
);
