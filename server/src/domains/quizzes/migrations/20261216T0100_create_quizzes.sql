-- A few questions: what she answers tags her, what they come to is told, and brings a gift.
create schema if not exists quizzes;

create table quizzes.quiz (
  id text primary key,
  name text not null,
  -- The values of the form `quizzes.quiz`.
  values jsonb not null,
  -- The code of the official account that it leads to.
  code_id text,
  archived_at timestamptz,
  created_at timestamptz not null
);
create unique index quiz_name on quizzes.quiz (lower(name));

-- Each member takes it once. Where two records of one person did, one goes on and the other waits behind it, to go back as it was.
create table quizzes.entry (
  no bigint generated always as identity primary key,
  quiz_id text not null references quizzes.quiz (id),
  member_id text not null,
  person_no int not null,
  tester boolean not null,
  behind boolean not null default false,
  started_at timestamptz not null,
  -- Each by its place: 0 is the first answer.
  answers int[],
  -- Which result they came to: 0 is the first.
  result int,
  -- What it said then, and the gift that went with it.
  result_said jsonb,
  finished_at timestamptz,
  -- She finished and was told first what is missing.
  locked boolean not null default false,
  told_at timestamptz,
  gift text check (gift in ('given', 'refused')),
  -- What it was, as she reads it; or why she could not be given it.
  gift_said jsonb,
  gift_at timestamptz,
  check ((finished_at is null) = (answers is null) and (finished_at is null) = (result is null) and (finished_at is null) = (result_said is null)),
  check ((gift is null) = (gift_at is null))
);
create unique index entry_once on quizzes.entry (quiz_id, member_id) where not behind;
create index entry_by_day on quizzes.entry (quiz_id, started_at);
create index entry_of_member on quizzes.entry (member_id);
