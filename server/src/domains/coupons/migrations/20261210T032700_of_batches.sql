-- What a batch gave is found by it.
create index coupon_of_batch on coupons.coupon (because_id) where because_kind = 'batch';
