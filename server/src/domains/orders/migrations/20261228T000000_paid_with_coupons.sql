-- What WeChat took off what she paid, as it told it, and what the merchant is settled.
alter table orders.payment
  add column promotions jsonb not null default '[]',
  add column settled_amount bigint;

-- How money that went back fell on her and on the coupons: asked of WeChat once it is back, where any paid for the order.
alter table orders.refund
  add column payer_amount bigint,
  add column settled_amount bigint,
  add column promotions jsonb,
  add column split_due_at timestamptz,
  add column split_tries int not null default 0;
create index refund_split_due on orders.refund (split_due_at) where split_due_at is not null;
