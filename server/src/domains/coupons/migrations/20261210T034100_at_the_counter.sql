-- What a shopper shows at a counter; good for some minutes, kept for some days since a counter off the network tells later.
create table coupons.counter_code (
  code text primary key,
  coupon_id text not null references coupons.coupon,
  made_at timestamptz not null,
  good_until timestamptz not null
);
create index counter_code_of_coupon on coupons.counter_code (coupon_id, good_until desc);
create index counter_code_by_age on coupons.counter_code (good_until);

-- Coupons that were used at a counter: where, by whom, on what bill. An undone one stays and says why.
create table coupons.verification (
  id text primary key,
  coupon_id text not null references coupons.coupon,
  template_id text not null references coupons.template,
  store_id text not null,
  store_name text not null,
  operator_id text not null,
  operator_name text not null,
  bill int not null check (bill > 0),
  given int not null check (given between 0 and bill),
  at timestamptz not null,
  made_at timestamptz not null,
  undone_at timestamptz,
  undone_by text not null default '',
  reason text not null default '',
  check ((undone_at is null) = (reason = ''))
);
create index verification_by_time on coupons.verification (made_at desc, id desc);
create index verification_of_store on coupons.verification (store_id, made_at desc, id desc);
-- One coupon is used once, however many counters ask.
create unique index verification_once on coupons.verification (coupon_id) where undone_at is null;

alter table coupons.coupon add column verification_id text;
alter table coupons.coupon drop constraint coupon_check;
alter table coupons.coupon add constraint coupon_is_held_by_one check (
  case when state in ('locked', 'used') then (order_id is null) <> (verification_id is null) else order_id is null and verification_id is null end);
