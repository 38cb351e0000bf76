-- When a product may be bought: from an instant on, until one that is no part of it any more; null leaves that side open.
alter table catalog.product
  add column sale_from timestamptz,
  add column sale_until timestamptz,
  add constraint product_sale_window check (sale_from < sale_until);
