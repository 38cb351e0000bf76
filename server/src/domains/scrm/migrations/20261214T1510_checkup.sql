-- What the last check of the corp's configuration found, and when a push came last whose signature was not the corp's.
alter table scrm.corp add column checkup jsonb, add column checked_at timestamptz, add column refused_at timestamptz;

-- What WeCom answered to a welcome, or to its card, that it did not take; and whether it went with its card.
alter table scrm.welcome add column refused_code int, add column card boolean not null default false;
