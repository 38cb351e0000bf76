-- Fen that came back of the order in which it was used, and of all such orders of the template.
alter table coupons.coupon add column order_refunded int not null default 0 check (order_refunded >= 0);
alter table coupons.template add column refunded bigint not null default 0 check (refunded >= 0);
