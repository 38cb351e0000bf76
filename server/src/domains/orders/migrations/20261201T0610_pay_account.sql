-- The app in which the payment was last opened, later the one it was paid in; openid is hers in that app. Null in orders
-- from before there were several apps: the default one.
alter table orders.placed add column app text;
-- WeChat ties a payment number to one payer: when another of her accounts opens the payment, it gets the next one.
alter table orders.placed add column pay_attempt int not null default 1;
