-- What a shopper took herself stands in the ledger like everything given: what was taken before is entered as it stands now.
-- Its expected cost is what one cost then: a delivery that was never used is worth what nobody knows any more, nothing.
insert into benefits.grant (id, key, position, member_id, person_no, kind, item, label, cost, reserved, actual_cost, state,
  because_kind, because_id, because_label, granted_at, order_id, order_amount)
select 'grt' || substr(id, 4), 'take:' || id, 0, member_id, person_no, 'coupon',
  jsonb_build_object('kind', 'coupon', 'templateId', template_id), name, cost, cost,
  case when state = 'used' then coalesce(saving, 0) end, case when state = 'locked' then 'granted' when state = 'available' then 'granted' else state end,
  because_kind, because_id, because_label, issued_at,
  case when state = 'used' then order_id end, case when state = 'used' and order_id is not null then order_amount end
from (
  select c.*, t.name, case t.discount ->> 'kind'
    when 'amount' then (t.discount ->> 'amount')::int
    when 'percent' then coalesce((t.discount ->> 'cap')::int,
      round(greatest(t.threshold, 10000) * (t.discount ->> 'percentOff')::numeric / 100)::int)
    when 'exchange' then least((t.discount ->> 'worth')::int, coalesce((t.discount ->> 'cap')::int, (t.discount ->> 'worth')::int))
    else coalesce(c.saving, 0) end as cost
  from coupons.coupon c join coupons.template t on t.id = c.template_id where c.grant_id is null
) taken;
update coupons.coupon set grant_id = 'grt' || substr(id, 4) where grant_id is null;
alter table coupons.coupon alter column grant_id set not null;
