-- Members are never deleted, and a standing or a name is written where its member is in hand; the checks of each row were a
-- third of what a file of members cost.
alter table members.standing drop constraint standing_person_no_fkey;
alter table members.identity drop constraint identity_member_id_fkey;
