-- Since what hangs on a birthday comes once a year, so does another birthday. When it was changed last; to say it first is no change.
alter table members.member add column birthday_changed_at timestamptz;
