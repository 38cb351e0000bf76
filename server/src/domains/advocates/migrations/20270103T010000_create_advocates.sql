create schema advocates;

-- What each member brought to the shop, as it was counted last; whoever brought nothing has no row.
create table advocates.score (
  person_no int primary key,
  score int not null check (score > 0),
  -- How many deeds of each kind.
  counts jsonb not null,
  -- Since when her score reaches the line; null: it does not.
  since timestamptz
);
create index score_by_score on advocates.score (score desc, person_no);

-- When scores are counted next, and when they were counted last. One row.
create table advocates.pass (
  only_row boolean primary key default true check (only_row),
  due_at timestamptz not null,
  counted_at timestamptz,
  -- Other rules hold since: whoever passes the line by that did nothing today, and is told of to nobody.
  silent boolean not null default true
);
