-- All orders of one day are one purchase: rhythm and growth count days, so that two orders ten minutes apart are no rhythm.
alter table audiences.standing add column purchases int not null default 0;

with per_order as (
  select o.person_no, o.at, not coalesce(bool_or(r.whole) or (o.amount > 0 and sum(r.amount) >= o.amount), false) as counts
  from audiences.counted_order o left join audiences.counted_refund r using (order_id)
  group by o.order_id
), figures as (
  select person_no, count(distinct (at at time zone 'Asia/Shanghai')::date)::int as purchases
  from per_order where counts group by person_no
)
-- Whose purchases are fewer than her orders has another rhythm now: the sweep looks at her again.
update audiences.standing s set purchases = f.purchases,
  due_at = case when f.purchases = s.orders then s.due_at else timestamptz '2020-01-01' end
from figures f where f.person_no = s.person_no;
