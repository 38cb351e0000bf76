-- Who came by on which business day; the primary key is what makes it once a day.
create table loyalty.check_in (
  member_id text not null references members.member,
  person_no int not null,
  day date not null,
  -- The how many-th day in a row it is.
  streak int not null check (streak > 0),
  -- Made up for later.
  made_up boolean not null default false,
  at timestamptz not null,
  primary key (member_id, day)
) with (fillfactor = 80);
create index check_in_of_day on loyalty.check_in (day, person_no);

alter table loyalty.entry drop constraint entry_kind_check;
alter table loyalty.entry add constraint entry_kind_check check (kind in ('earned', 'taken_back', 'exchanged', 'expired',
  'given', 'deducted', 'parted', 'checked_in', 'made_up'));
