-- What a day of an activity took is counted where it stands: takes of a flash sale, teams with all their places, else who began.
create index flash_take_by_day on activities.flash_take (activity_no, taken_at);
create index team_by_day on activities.team (activity_no, begun_at);
create index entry_by_day on activities.entry (activity_no, joined_at);

-- Who came on a day that took no more, and wants to be told when the activity goes on.
create table activities.waiting (
  activity_no int not null,
  person_no int not null,
  member_id text not null,
  app text not null,
  -- When that is, and when she is told.
  goes_on_at timestamptz not null,
  remind_at timestamptz not null,
  told_at timestamptz,
  primary key (activity_no, person_no)
);
create index waiting_due on activities.waiting (remind_at) where told_at is null;
create index waiting_of_person on activities.waiting (person_no);
