-- Coupons used on some days, among all that were ever given.
create index coupon_used on coupons.coupon (used_at) where state = 'used';
