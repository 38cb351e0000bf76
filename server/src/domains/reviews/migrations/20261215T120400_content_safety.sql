-- Whether WeChat's check alone opens it (or what was added) to others: the shop's rule of the moment it was written.
alter table reviews.review add column by_check boolean not null default false;
alter table reviews.review add column added_by_check boolean not null default false;

-- What the platform is asked of a review, part by part, and what it said.
create table reviews.safety (
  no bigint generated always as identity primary key,
  review_id text not null references reviews.review (id) on delete cascade,
  addition boolean not null,
  subject text not null check (subject in ('text', 'picture', 'person')),
  -- Of a picture, where it lies; of a person, her address on the net until it was asked for.
  what text not null,
  state text not null default 'waiting' check (state in ('waiting', 'asked', 'pass', 'held', 'failed')),
  trace_id text,
  label int,
  -- Why it could not be asked: the platform's own words.
  trouble jsonb,
  due_at timestamptz,
  tries int not null default 0,
  answered_at timestamptz,
  unique (review_id, addition, subject, what)
);
create index safety_due on reviews.safety (due_at) where due_at is not null;
create unique index safety_trace on reviews.safety (trace_id) where trace_id is not null;
