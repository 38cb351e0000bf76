-- Each rule on each line of an order: what it took off of how many pieces, what it looked at there, and who bears it. What
-- lines and orders save are the sums of these; orders from before keep what their discounts say.
create table orders.application (
  order_id text not null references orders.placed,
  -- The line; null: the shipping fee.
  position int,
  -- The place in which it was taken off, prices of pieces first.
  nth int not null,
  source text not null,
  offer_id text not null,
  -- The kind of discount, or the source of a price that no rule sets.
  kind text not null,
  label jsonb not null,
  badge jsonb not null,
  looks_at text not null check (looks_at in ('list', 'unit', 'current')),
  base int not null check (base >= 0),
  -- 0: of the shipping fee.
  pieces int not null check (pieces >= 0),
  amount int not null check (amount > 0),
  funder text not null check (funder in ('shop', 'platform', 'supplier')),
  unique nulls not distinct (order_id, nth, position)
);

-- Looked at once a statement, when orders, lines and applications are all written: a foreign key or a sum a row would cost
-- checkout more than all the rest of it.
create function orders.hold_applications() returns trigger language plpgsql as $$
begin
  if exists (
    select from written l join orders.placed o on o.id = l.order_id and o.source = 'shop'
    left join (
      select a.order_id, a.position, sum(a.amount) as amount from orders.application a
      where a.order_id in (select w.order_id from written w) group by 1, 2
    ) a on a.order_id = l.order_id and a.position = l.position
    where l.unit_price * l.quantity - l.payable <> coalesce(a.amount, 0)
  ) then
    raise check_violation using message = 'what a line saves is not the sum of its applications';
  end if;
  if exists (
    select from orders.placed o
    left join (
      select a.order_id, sum(a.amount) as amount from orders.application a
      where a.order_id in (select w.order_id from written w) group by 1
    ) a on a.order_id = o.id
    where o.id in (select w.order_id from written w) and o.source = 'shop' and o.discount_amount <> coalesce(a.amount, 0)
  ) then
    raise check_violation using message = 'what an order saves is not the sum of its applications';
  end if;
  return null;
end $$;
create trigger applications_add_up after insert on orders.line referencing new table as written
  for each statement execute function orders.hold_applications();

create function orders.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'applications of an order are written once';
end $$;
create trigger applications_stay before update on orders.application
  for each statement execute function orders.refuse_change();
