-- Of each line of a refund: units that had not left the house when they were held (`here`), and those that an operator put
-- back on offer when they came back (`back`). It was one word for the whole refund, decided when somebody agreed to it.
update orders.refund r set lines = (
  select coalesce(jsonb_agg(line || jsonb_build_object('back', 0, 'here', case
      when r.restock or (r.state = 'requested' and (o.shipped_at is null or r.created_at < o.shipped_at))
      then (line ->> 'quantity')::int else 0 end)), '[]')
  from jsonb_array_elements(r.lines) as line)
from orders.placed o where o.id = r.order_id and r.lines <> '[]';
alter table orders.refund
  drop column restock,
  -- Operators who agreed so far: above a sum that the shop sets, two of them are needed.
  add column agreed_by text[] not null default '{}';

alter table orders.line
  -- Held back when the order was shipped, and not given back after all: she has paid them and does not have them.
  add column owed_quantity int not null default 0,
  add constraint line_owed check (owed_quantity >= 0 and owed_quantity + refunded_quantity + refunding_quantity <= quantity);
create index line_owed_of on orders.line (order_id) where owed_quantity > 0;

-- No order counts as received by itself while a refund of it is open; what was left of its time then.
alter table orders.placed add column receive_rest interval;
update orders.placed o set receive_rest = greatest(receive_at - now(), interval '0'), receive_at = null
where state = 'shipped' and receive_at is not null and exists (
  select from orders.refund r where r.order_id = o.id and r.state in ('requested', 'processing', 'failed')
    and r.origin <> 'unusable_payment');
