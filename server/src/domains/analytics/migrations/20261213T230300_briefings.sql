-- A dashboard or a saved question that is sent by plan; each time it is made is an issue, each reader of an issue a delivery.
create table analytics.briefing (
  id text primary key,
  name text not null,
  dashboard_id text references analytics.dashboard on delete cascade,
  question_id text references analytics.question on delete cascade,
  plan text not null check (plan in ('daily', 'weekly', 'monthly')),
  -- 1 is Monday; of a month at most the 28th, which every month has.
  weekday int check (weekday between 1 and 7),
  month_day int check (month_day between 1 and 28),
  minute int not null check (minute between 0 and 1439),
  language text not null check (language in ('zh', 'en')),
  active boolean not null,
  next_at timestamptz not null,
  -- Whoever makes the issue has it until then.
  claimed_until timestamptz,
  owner_name text not null,
  created_at timestamptz not null,
  check (num_nonnulls(dashboard_id, question_id) = 1)
);
create index briefing_due on analytics.briefing (greatest(next_at, claimed_until)) where active;
create index briefing_of_dashboard on analytics.briefing (dashboard_id);
create index briefing_of_question on analytics.briefing (question_id);

-- Who reads it: a colleague in the console, or an address. Addresses are sealed; `who` finds one again.
create table analytics.briefing_reader (
  briefing_id text not null references analytics.briefing on delete cascade,
  who text not null,
  operator_id text,
  mail_sealed text,
  stopped_at timestamptz,
  primary key (briefing_id, who),
  check (num_nonnulls(operator_id, mail_sealed) = 1)
);

create table analytics.briefing_issue (
  id text primary key,
  briefing_id text not null references analytics.briefing on delete cascade,
  -- The day for which it was due: one issue each.
  due_on date not null,
  name text not null,
  language text not null,
  contents jsonb not null,
  made_at timestamptz not null,
  unique (briefing_id, due_on)
);

create table analytics.briefing_delivery (
  id text primary key,
  issue_id text not null references analytics.briefing_issue on delete cascade,
  briefing_id text not null,
  who text not null,
  operator_id text,
  mail_sealed text,
  state text not null check (state in ('waiting', 'sending', 'delivered', 'failed', 'unknown')),
  attempts int not null default 0,
  next_at timestamptz,
  fault text,
  read_at timestamptz,
  settled_at timestamptz,
  -- Each issue once to each reader.
  unique (issue_id, who)
);
create index briefing_delivery_due on analytics.briefing_delivery (next_at) where state in ('waiting', 'sending');
create index briefing_delivery_of_operator on analytics.briefing_delivery (operator_id, id desc) where operator_id is not null;
create index briefing_delivery_of_briefing on analytics.briefing_delivery (briefing_id, id desc);
create index briefing_delivery_failed on analytics.briefing_delivery (settled_at) where state in ('failed', 'unknown');
