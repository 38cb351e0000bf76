-- What was asked for, where the shop agreed to a part of it: its sum, units and shipping fee. Null: all of it, or not decided.
alter table orders.refund add column asked jsonb;
