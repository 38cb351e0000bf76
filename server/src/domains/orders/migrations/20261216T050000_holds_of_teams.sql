-- The team of a group buy that an order waits for; null: whoever holds it has none.
alter table orders.hold add column team text;
