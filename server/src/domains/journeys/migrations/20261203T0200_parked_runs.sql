-- Every console asks for them twice a minute; there are few, among millions that are not.
create index run_parked on journeys.run (journey_no) where state = 'parked';
