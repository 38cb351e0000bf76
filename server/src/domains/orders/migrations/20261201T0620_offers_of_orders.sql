-- What an order used is an offer of a source; until now only coupons were kept.
alter table orders.placed rename column coupons to offers;
update orders.placed set offers = (
  select jsonb_agg(jsonb_build_object('source', 'coupons', 'offerId', used ->> 'couponId', 'amount', used -> 'amount'))
  from jsonb_array_elements(offers) as used
) where offers <> '[]';

-- Its discounts say who gave them. Free shipping came from coupons only.
update orders.placed set discounts = (
  select jsonb_agg(given - 'kind' || jsonb_build_object('source',
    case given ->> 'kind' when 'promotion' then 'promotions' when 'member_price' then 'member_price' else 'coupons' end))
  from jsonb_array_elements(discounts) as given
) where discounts <> '[]';

-- Pieces of a line that do not cost alike (the second at half price), in the order in which they would go back:
-- [{ quantity, unitAmount, plusOneUnits }]. null: all cost unit_amount, plus_one_units of them one fen more.
alter table orders.line add column pieces jsonb;
alter table orders.line add check (pieces is null or jsonb_typeof(pieces) = 'array');

-- Facts that were told and not heard by everybody yet speak the new language too.
update platform.event set payload = payload - 'coupons' || jsonb_build_object('offers', coalesce((
  select jsonb_agg(jsonb_build_object('source', 'coupons', 'offerId', used ->> 'couponId', 'amount', used -> 'amount'))
  from jsonb_array_elements(payload -> 'coupons') as used
), '[]'::jsonb)) where type = 'order.paid' and payload ? 'coupons';
