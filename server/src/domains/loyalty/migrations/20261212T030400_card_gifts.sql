-- A coupon that a card gives in each of its months: by kind, and as it was promised with each that is sold.
alter table loyalty.card_kind add column monthly_coupon text;
alter table loyalty.card_kind drop constraint card_kind_check;
alter table loyalty.card_kind add constraint card_kind_gives_something
  check (pays_percent is not null or free_shipping is not null or point_tenths > 10 or monthly_coupon is not null);
-- `gift_at`: when the next is given; null: none is to come, or it was given back.
alter table loyalty.card add column monthly_coupon text, add column gift_at timestamptz;
create index card_gift_due on loyalty.card (gift_at) where gift_at is not null;
