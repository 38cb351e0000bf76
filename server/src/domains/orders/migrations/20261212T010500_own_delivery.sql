-- Brought by the shop itself, within a slot of an area; null: sent as it always was, or collected. The area keeps its name of then.
alter table orders.placed
  add column area_id text,
  add column area_name text,
  add column slot_from timestamptz,
  add column slot_to timestamptz,
  add constraint placed_slot_check check (num_nulls(area_id, area_name, slot_from, slot_to) in (0, 4) and (area_id is null or store_id is null));
create index placed_by_slot on orders.placed (slot_from, id) where area_id is not null;
