-- A moment that brings people in: on a schedule, or on a day of theirs. One is due at a time; when it has come, whom it brings is written
-- down in pages, and each page is let in by a transaction of its own, whoever runs it and however often that was cut off.
create table journeys.occasion (
  id bigint generated always as identity primary key,
  journey_no int not null references journeys.journey,
  at timestamptz not null,
  state text not null default 'due' check (state in ('due', 'listed', 'done')),
  persons int not null default 0,
  -- Whom it brings could not be asked: it is tried again then, and holds up no other.
  retry_at timestamptz,
  unique (journey_no, at)
);
create unique index occasion_next on journeys.occasion (journey_no) where state = 'due';
create index occasion_open on journeys.occasion (coalesce(retry_at, at)) where state <> 'done';

create table journeys.occasion_page (
  occasion_id bigint not null references journeys.occasion on delete cascade,
  page int not null,
  persons int[] not null,
  primary key (occasion_id, page)
);
