-- What a benefit led to: the order that it was used in, and what was paid for that, fen. Empty while it is open, and again when it
-- comes back.
alter table benefits.grant add column order_id text, add column order_amount int check (order_amount >= 0);
