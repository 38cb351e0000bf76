-- Payments in the bill that are of no order of ours: the merchant number is shared with a till or another shop.
alter table orders.bill_day
  add column foreign_payments int not null default 0,
  add column foreign_paid bigint not null default 0;
