-- A rule is a kind of discount and its values; until now there was one kind.
alter table pricing.promotion add column kind text, add column values jsonb;
update pricing.promotion set
  kind = 'amount_off',
  values = jsonb_build_object('tiers', tiers),
  scope = jsonb_build_object('kind', scope -> 'kind', 'ids', coalesce(scope -> 'ids', '[]'), 'exceptProductIds', '[]'::jsonb);
alter table pricing.promotion alter column kind set not null, alter column values set not null, drop column tiers;
