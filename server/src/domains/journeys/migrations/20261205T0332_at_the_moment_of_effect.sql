-- The order that brought her in was given back whole; the order that reached her goal, and whether it was given back; that
-- she came in while the journey stood still, and nobody has said yet whether she goes on.
alter table journeys.run_info
  add column returned_at timestamptz,
  add column goal_order_id text,
  add column goal_returned boolean not null default false,
  add column held boolean not null default false;
create index run_info_held on journeys.run_info (journey_no) where held;

-- Each order in a run's window: when it was paid, whether it reached the goal, when it was given back whole.
alter table journeys.run_order
  add column at timestamptz,
  add column reached boolean not null default false,
  add column returned_at timestamptz;

-- Which order reached a goal so far is known where there was one only.
update journeys.run_info i set goal_order_id = o.order_id
from (select run_id, min(order_id) as order_id from journeys.run_order group by run_id having count(*) = 1) as o
where i.run_id = o.run_id and i.converted_at is not null;
update journeys.run_order o set reached = true, at = i.converted_at
from journeys.run_info i where i.run_id = o.run_id and i.goal_order_id = o.order_id;

-- Merges are heard by the one listener of journeys now, in their turn. It begins where the one that was behind stood: what it
-- hears again changes nothing.
update platform.listener l set xid = behind.xid, id = behind.id
from (
  select xid, id from platform.listener where name in ('journeys.on-triggers', 'journeys.on-member-merged') order by xid, id limit 1
) as behind
where l.name = 'journeys.on-triggers';
delete from platform.listener where name = 'journeys.on-member-merged';
