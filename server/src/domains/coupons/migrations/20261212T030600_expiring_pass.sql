-- How far it has come: the coupon that was told last of those that end soon. Nothing is written to the coupons themselves.
create table coupons.expiring_pass (
  only_row boolean primary key default true check (only_row),
  ends_at timestamptz not null,
  last_id text not null
);
insert into coupons.expiring_pass (ends_at, last_id) values ('-infinity', '');
drop index coupons.coupon_expiring;
create index coupon_expiring on coupons.coupon (valid_to, id) where state = 'available';
