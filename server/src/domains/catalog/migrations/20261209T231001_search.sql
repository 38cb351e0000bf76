-- What a product sells for: the member price of its cheapest SKU where it has one, else its price. Lists sort, filter and show by it.
alter table catalog.product add column sells_from int;
update catalog.product p set sells_from = coalesce((
  select coalesce(s.member_price, s.price) from catalog.sku s
  where s.product_id = p.id and not s.retired order by s.price, s.position limit 1), p.price_from);
alter table catalog.product alter column sells_from set not null;
drop index catalog.product_price;
create index product_price on catalog.product (status, sells_from, id);

-- Who looks for one word finds the others too; both ways: whichever of them she types.
create table catalog.synonym (
  id text primary key,
  searched text not null,
  finds text[] not null check (cardinality(finds) > 0),
  both_ways boolean not null,
  created_at timestamptz not null
);
create unique index synonym_searched on catalog.synonym (lower(searched));

-- Words that are never shown to others, whoever searches for them; in lower case.
create table catalog.blocked_word (word text primary key, blocked_at timestamptz not null);
