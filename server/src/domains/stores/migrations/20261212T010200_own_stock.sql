-- A store may keep stock of its own; those that were there take from the shop's.
update stores.store set values = values || '{"ownStock": false}' where not values ? 'ownStock';
insert into catalog.stock_store (id, name, keeps, serves) select id, name, false, false from stores.store;
