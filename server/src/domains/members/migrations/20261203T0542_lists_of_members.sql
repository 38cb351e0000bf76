-- Members by their last order: who never bought stands last, and a page is found from anywhere in the list.
drop index members.standing_last_paid;
create index standing_last_paid on members.standing
  ((coalesce(last_paid_at, '1970-01-01 00:00:00+00'::timestamptz)) desc, person_no desc);
-- The newest first is by number; who was merged is passed over.
create index member_by_number on members.member (person_no desc) where merged_into is null;
drop index members.member_recent;
