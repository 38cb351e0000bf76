-- What a SKU cost from when on: a row where its price or member price became another, in the transaction that changed it.
create table catalog.price_change (
  id bigint generated always as identity primary key,
  sku_id text not null references catalog.sku,
  product_id text not null references catalog.product,
  price int not null,
  member_price int,
  actor text not null,
  at timestamptz not null
);
create index price_change_of_sku on catalog.price_change (sku_id, id);
create index price_change_of_product on catalog.price_change (product_id, id);

-- Prices from before they were kept: known from the last save of their product on.
insert into catalog.price_change (sku_id, product_id, price, member_price, actor, at)
select s.id, s.product_id, s.price, s.member_price, 'before', p.updated_at
from catalog.sku s join catalog.product p on p.id = s.product_id order by p.updated_at, s.position;

-- Whatever changes a price tells it in the same transaction.
create function catalog.price_is_told() returns trigger language plpgsql as $$
begin
  if (select (c.price, c.member_price) is distinct from (s.price, s.member_price)
      from catalog.sku s
      left join lateral (select price, member_price from catalog.price_change where sku_id = s.id order by id desc limit 1) c on true
      where s.id = new.id)
  then raise exception 'the price of % was changed without its history', new.id;
  end if;
  return null;
end $$;
create constraint trigger price_is_told after insert or update of price, member_price on catalog.sku
  deferrable initially deferred for each row execute function catalog.price_is_told();
