-- How far it has come: the points that were told last of those that end soon.
create table loyalty.expiring_pass (
  only_row boolean primary key default true check (only_row),
  ends_at timestamptz not null,
  last_id text not null
);
insert into loyalty.expiring_pass (ends_at, last_id) values ('-infinity', '');
drop index loyalty.lot_expiring;
create index lot_expiring on loyalty.lot (expires_at, id) where usable and rest > 0 and expires_at is not null;

-- At which minute of the day she wants to be reminded to check in.
create table loyalty.check_in_reminder (
  member_id text primary key references members.member,
  person_no int not null,
  minute int not null check (minute between 0 and 1439),
  next_at timestamptz not null
) with (fillfactor = 80);
create index check_in_reminder_due on loyalty.check_in_reminder (next_at);
