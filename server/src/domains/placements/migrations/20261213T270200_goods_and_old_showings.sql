-- Which product and category pages a placement is for; until now it was for all of them.
update placements.placement set values = values || '{"goods": {"kind": "all", "ids": [], "exceptProductIds": []}}' where not values ? 'goods';
update placements.stamp set stamp = stamp + 1;

-- Showings are forgotten after some days, the oldest first.
create index showing_by_time on placements.showing (at);
