-- A word of its own: a handover is a friend's who gets another member of staff.
alter table accounts.handover rename to diversion;
alter index accounts.handover_by_day rename to diversion_by_day;
alter index accounts.handover_of_union rename to diversion_of_union;
alter index accounts.handover_of_person rename to diversion_of_person;
alter index accounts.handover_of_rule rename to diversion_of_rule;
-- What she did is forgotten with its replies after a good year.
create index heard_at on accounts.heard (at);
