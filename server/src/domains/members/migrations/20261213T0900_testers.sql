-- Who tries things out for the shop: never held out of anything, counted in no result.
alter table members.member add column tester boolean not null default false;
create index member_testers on members.member (person_no) where tester;
