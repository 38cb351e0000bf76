-- Where an address lies, as far as its province and city: 浙江省, 浙江省/杭州市. Everything else of it stays sealed. Null: kept
-- before, and not read yet.
alter table members.address add column region text[];
create index address_region on members.address using gin (region);
create index address_unread on members.address (created_at) where region is null;
