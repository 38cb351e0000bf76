-- Whether she tried it out: as she stood when she came in.
alter table journeys.run_info add column tester boolean not null default false;
