-- What a grant can cost at most is bound to its budget when it is given, and stays bound whether it is used or not: what a
-- used one did not cost would have to be bound again, beyond the limit perhaps, when its order is given back.
alter table benefits.grant add column reserved int check (reserved >= 0);
update benefits.grant set reserved = coalesce(actual_cost, cost);
alter table benefits.grant alter column reserved set not null;
