-- What came of asking somebody, as her member of staff says it: she does not want to, or the number leads to nobody.
alter table scrm.phone_entry drop constraint phone_entry_state_check;
alter table scrm.phone_entry add constraint phone_entry_state_check
  check (state in ('waiting', 'asked', 'passed', 'refused', 'wrong', 'stopped'));
alter table scrm.phone_entry add column answered_at timestamptz;
-- Who says yes after all is a friend all the same.
drop index scrm.phone_entry_open;
drop index scrm.phone_entry_open_person;
create index phone_entry_open on scrm.phone_entry (phone_key) where state in ('waiting', 'asked', 'refused', 'wrong');
create index phone_entry_open_person on scrm.phone_entry (person_no) where state in ('waiting', 'asked', 'refused', 'wrong');
create index phone_entry_asked on scrm.phone_entry (userid, asked_at) where asked_at is not null;

-- What managers are told of in the morning, outside of the sidebar: once a day.
create table scrm.manager_word (
  userid text not null,
  day date not null,
  due_at timestamptz,
  told_at timestamptz,
  trouble jsonb,
  primary key (userid, day)
);
create index manager_word_due on scrm.manager_word (due_at) where due_at is not null;
create index phone_entry_waiting on scrm.phone_entry (day) where state = 'waiting';
