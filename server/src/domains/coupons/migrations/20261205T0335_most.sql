-- Fen that a coupon given out of a budget takes off at most, where its terms alone do not say it: the shipping fee of then.
alter table coupons.coupon add column most int check (most >= 0);
