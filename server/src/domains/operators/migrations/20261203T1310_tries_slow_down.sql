-- A wrong try makes the next one wait, longer each time, and never longer than a minute: a window that shut for everybody
-- shut the owner out too.
alter table operators.sign_in_attempt add column last_at timestamptz;
update operators.sign_in_attempt set last_at = began_at;
alter table operators.sign_in_attempt alter column last_at set not null, drop column began_at;
create index sign_in_attempt_by_last on operators.sign_in_attempt (last_at);
