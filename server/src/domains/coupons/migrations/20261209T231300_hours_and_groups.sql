-- When of a week it may be used: {"weekdays": [1..7], "from": minute, "to": minute}, half-open, Shanghai's clocks; null: always.
alter table coupons.template add column hours jsonb;
-- Of one group an order uses one; coupons of different groups add up.
alter table coupons.template add column stack text not null default 'main' check (stack in ('main', 'goods', 'exchange'));
-- All that is issued and not used is being taken back.
alter table coupons.template add column voided_at timestamptz, add column void_reason text,
  add column voiding boolean not null default false,
  add check ((voided_at is null) = (void_reason is null)), add check (not voiding or voided_at is not null);
