-- Who bears what a rule takes off: kept with each discount of an order.
alter table pricing.promotion add column funder text not null default 'shop' check (funder in ('shop', 'platform', 'supplier'));
alter table pricing.promotion alter column funder drop default;
