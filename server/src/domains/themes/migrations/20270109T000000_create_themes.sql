-- Days of the week, and single dates, that have a theme.
create schema if not exists themes;

create table themes.theme (
  no int generated always as identity unique,
  id text primary key,
  values jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- What a day is: a weekday, or a date, which goes before its weekday. Null: that date has no theme.
create table themes.slot (
  slot text primary key check (slot ~ '^(mon|tue|wed|thu|fri|sat|sun|[0-9]{4}-[0-9]{2}-[0-9]{2})$'),
  theme_id text references themes.theme (id),
  check (theme_id is not null or length(slot) = 10)
);
create index slot_of_theme on themes.slot (theme_id);

-- Who wants to be told in the morning of a day: once.
create table themes.reminder (
  day date not null,
  person_no int not null,
  member_id text not null,
  -- What the day was when she asked: of another she wants no word.
  theme_id text not null references themes.theme (id),
  app text not null,
  remind_at timestamptz not null,
  told_at timestamptz,
  primary key (day, person_no)
);
create index reminder_due on themes.reminder (remind_at) where told_at is null;
create index reminder_of_person on themes.reminder (person_no);
