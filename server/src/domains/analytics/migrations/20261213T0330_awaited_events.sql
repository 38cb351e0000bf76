-- Events of shoppers' phones that somebody waits for, by name, and which of them were told: a phone may send one again.
create schema if not exists analytics;
create table analytics.awaited (
  owner text not null,
  name text not null,
  primary key (owner, name)
);
create table analytics.heard (
  event_id uuid not null,
  person_no int not null,
  at timestamptz not null,
  primary key (event_id, person_no)
);
create index heard_at on analytics.heard (at);
