-- 企业微信群发: a message that staff are asked to send to their customers.
create table scrm.mass (
  id text primary key,
  no int generated always as identity unique,
  name text not null,
  -- The values of the form `scrm.mass`.
  values jsonb not null,
  state text not null default 'draft',
  -- A plan that is made anew makes the one before worthless.
  plan_no int not null default 0,
  audience int,
  -- How many of each reason were left out when it was planned.
  left_out jsonb not null default '{}',
  trouble jsonb,
  planned_at timestamptz,
  started_at timestamptz,
  stop_at timestamptz,
  ended_at timestamptz,
  created_at timestamptz not null
);
create unique index mass_name on scrm.mass (lower(name));

-- Whom it is for, each customer (or group) once, and what became of it. `userid` is who is to send it by our plan, '' where WeCom chooses.
create table scrm.mass_target (
  mass_no int not null,
  target text not null,
  person_no int,
  member_id text,
  userid text not null,
  part int not null,
  state text not null,
  reason text,
  sent_by text,
  sent_at timestamptz,
  primary key (mass_no, target)
) with (fillfactor = 80);
create index mass_target_of_part on scrm.mass_target (mass_no, userid, part);
create index mass_target_received on scrm.mass_target (sent_at) where sent_at is not null;
create index mass_target_waiting on scrm.mass_target (mass_no) where state = 'offered';

-- One call of WeCom: at most ten thousand customers of one member.
create table scrm.mass_task (
  id text primary key,
  mass_no int not null,
  userid text not null,
  part int not null,
  state text not null default 'waiting',
  msgid text,
  -- When it was first asked for: whoever does not know what came of it looks among what was made since then.
  asked_at timestamptz,
  made_at timestamptz,
  due_at timestamptz,
  tries int not null default 0,
  remind_at timestamptz,
  reminded timestamptz[] not null default '{}',
  stopping boolean not null default false,
  cancelled_at timestamptz,
  confirmed_at timestamptz,
  targets int not null,
  sent int not null default 0,
  not_friend int not null default 0,
  over_limit int not null default 0,
  unsent int not null default 0,
  failed int not null default 0,
  left_out int not null default 0,
  by_others int not null default 0,
  trouble jsonb,
  unique (mass_no, userid, part)
);
create index mass_task_due on scrm.mass_task (due_at) where due_at is not null;

-- Whom it fell to at WeCom, which chooses in the end.
create table scrm.mass_sender (
  task_id text not null references scrm.mass_task (id),
  userid text not null,
  confirmed_at timestamptz,
  primary key (task_id, userid)
);
