-- When a fact was written, by the clock on the wall: what everybody has heard is removed after a while. A fact that stands
-- aside carries all that its listener needs.
alter table platform.event add column told_at timestamptz not null default now();
alter table platform.parked_fact add column person_no int, add column occurred_at timestamptz;
update platform.parked_fact p set person_no = e.person_no, occurred_at = e.occurred_at
from platform.event e where e.id = p.event_id;
alter table platform.parked_fact alter column occurred_at set not null;
-- Rows go from one end of the table as they come at the other: the room of those that went is taken up early.
alter table platform.event set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 10000);
