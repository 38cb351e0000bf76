-- What a product is found by is its own terms and its category's, apart: a category renamed is found by its new name at once.
-- Products that were indexed by an older version of the words are indexed again by a sweep.
alter table catalog.product
  add column own_terms text[] not null default '{}',
  add column terms_version int not null default 0;
create index product_terms_version on catalog.product (terms_version);
