-- What a member is worth beside the others: S, A, B or C of those who have bought; null: nothing that counts. Audiences decide, members show it.
alter table members.standing add column grade text check (grade in ('S', 'A', 'B', 'C')), add column grade_since timestamptz;
create index standing_grade on members.standing (grade, person_no desc) where grade is not null;
