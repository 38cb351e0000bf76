-- 朋友圈任务: something that staff are asked to publish to their customers.
create table scrm.moment (
  id text primary key,
  no int generated always as identity unique,
  name text not null,
  -- The values of the form `scrm.moment`, and the corp tags that they name.
  values jsonb not null,
  tag_ids text[] not null default '{}',
  state text not null default 'planned',
  -- Customers who are to see it, as things stood when it was planned.
  planned int not null default 0,
  -- Those to whom WeCom says that it is shown, each once.
  shown int not null default 0,
  -- When WeCom was first asked for it, and when last: whoever does not know what came of it looks among what was made since then.
  asked_at timestamptz,
  last_asked_at timestamptz,
  job_id text,
  moment_id text unique,
  made_at timestamptz,
  due_at timestamptz,
  tries int not null default 0,
  stop_at timestamptz,
  cancelled_at timestamptz,
  follow_until timestamptz,
  -- WeChat's own link behind ours, which lives for thirty days and is made anew then.
  link text,
  link_ends_at timestamptz,
  trouble jsonb,
  started_at timestamptz,
  ended_at timestamptz,
  created_at timestamptz not null
);
create unique index moment_name on scrm.moment (lower(name));
create index moment_due on scrm.moment (due_at) where due_at is not null;

create table scrm.moment_sender (
  moment_no int not null references scrm.moment (no),
  userid text not null,
  planned int not null default 0,
  refused boolean not null default false,
  -- When it was found to be published.
  published_at timestamptz,
  shown int not null default 0,
  likes int not null default 0,
  comments int not null default 0,
  primary key (moment_no, userid)
);

-- To whom each published it, as WeCom says.
create table scrm.moment_viewer (
  moment_no int not null,
  userid text not null,
  external_userid text not null,
  primary key (moment_no, userid, external_userid)
);

-- Hearts and comments as WeCom lists them; two comments of one second are told apart by their number.
create table scrm.moment_reaction (
  moment_no int not null,
  userid text not null,
  external_userid text not null,
  kind text not null,
  at timestamptz not null,
  nth int not null,
  primary key (moment_no, userid, external_userid, kind, at, nth)
);

-- Who came by its link: the first time counts.
create table scrm.moment_open (
  moment_no int not null,
  person_no int not null,
  at timestamptz not null,
  primary key (moment_no, person_no)
);
