-- By which template a product is sent (null: by the shop's own terms), and what a piece weighs, in grams.
alter table catalog.product add column freight_template_id text;
create index product_freight_template on catalog.product (freight_template_id) where freight_template_id is not null;
alter table catalog.sku add column weight int check (weight > 0);
