-- Orders with what was paid and refunds by themselves, so that parts given back one after another lessen what was spent, and
-- make a whole. An order counts when it is paid and not given back whole; standing holds what follows from both.
alter table audiences.counted_order add column amount int not null default 0;
create table audiences.counted_refund (
  refund_id text primary key,
  order_id text not null,
  at timestamptz not null,
  amount int not null,
  whole boolean not null
);
create index counted_refund_of_order on audiences.counted_refund (order_id);

alter table audiences.standing
  add column spent bigint not null default 0,
  alter column first_at drop not null,
  alter column last_at drop not null;

-- What happened before, from the books of orders. A fact that is still under way finds its order or refund counted.
insert into audiences.counted_order (order_id, person_no, at, amount)
select id, person_no, paid_at, paid from orders.placed where paid_at is not null
on conflict (order_id) do update set amount = excluded.amount, person_no = excluded.person_no;

insert into audiences.counted_refund (refund_id, order_id, at, amount, whole)
select r.id, r.order_id, r.done_at, r.amount, o.state = 'refunded'
from orders.refund r join orders.placed o on o.id = r.order_id
where r.state = 'done' and r.origin <> 'unusable_payment';

with per_order as (
  select o.person_no, o.at, o.amount - coalesce(sum(r.amount), 0) as spent,
    not coalesce(bool_or(r.whole) or (o.amount > 0 and sum(r.amount) >= o.amount), false) as counts
  from audiences.counted_order o left join audiences.counted_refund r using (order_id)
  group by o.order_id
), figures as (
  select person_no, count(*) filter (where counts)::int as orders, sum(spent)::bigint as spent,
    min(at) filter (where counts) as first_at, max(at) filter (where counts) as last_at
  from per_order group by person_no
)
update audiences.standing s set orders = f.orders, spent = f.spent, first_at = f.first_at, last_at = f.last_at,
  -- Whose orders are counted otherwise now is looked at again by the sweep.
  due_at = case when s.orders = f.orders then s.due_at else timestamptz '2020-01-01' end
from figures f where f.person_no = s.person_no;

update members.standing m set orders = s.orders, spent = s.spent, first_paid_at = s.first_at, last_paid_at = s.last_at
from audiences.standing s where s.person_no = m.person_no;
