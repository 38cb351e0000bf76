-- Whose stock the units of an order came from, and go back to; null: the shop's. A store that keeps its own now may not have then.
alter table orders.placed add column stock_store_id text;
