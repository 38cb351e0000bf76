-- A listener finds the facts of its kinds without counting through all the others: an import tells a hundred thousand.
create index event_by_kind on platform.event (type, xid, id);
