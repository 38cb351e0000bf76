-- Who keeps her birthday by the lunar calendar has it on another day each year. What it is found by is worked out as it is said: `MM-DD`, or
-- `L08-15`; in a leap month `L06+08`.
alter table members.member
  add column birthday_lunar boolean not null default false,
  add column birthday_key text;
update members.member set birthday_key = members.day_of_year(birthday) where birthday is not null;
alter table members.member add constraint member_birthday_key check ((birthday is null) = (birthday_key is null));
drop index members.member_birthday;
create index member_birthday on members.member (birthday_key, id) where birthday_key is not null;
drop function members.day_of_year(date);
