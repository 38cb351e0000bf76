-- The playbook that a version was made by, and with which values: {playbook, values}; null where somebody wrote the steps herself.
alter table journeys.version add column settings jsonb;

-- What was switched on before was made of values too: they are read back from its steps.
create function journeys.by_key(definition jsonb) returns jsonb language sql immutable as $$
  select jsonb_object_agg(node->>'key', node->'values') from jsonb_array_elements(definition->'nodes') as node
$$;
with made as (
  select v.journey_no, v.version, j.playbook, v.definition, journeys.by_key(v.definition) as nodes
  from journeys.version v join journeys.journey j on j.no = v.journey_no where j.playbook is not null
), read as (
  select journey_no, version, playbook, jsonb_build_object(
    'coupon', substr(nodes->'coupon'->>'benefit', length('coupon:') + 1),
    'goalDays', definition->'goal'->'values'->'withinDays',
    'holdout', definition->'holdout',
    'budget', definition->'budgetId'
  ) || case playbook
    when 'first_repurchase' then jsonb_build_object(
      'careDay', (nodes->'wait_care'->>'period')::int / 1440,
      'couponDay', ((nodes->'wait_care'->>'period')::int + (nodes->'wait_coupon'->>'period')::int) / 1440)
    else jsonb_build_object(
      'sendAt', nodes->'good_hour'->'minuteOfDay',
      'restDays', definition->'reentry'->'cooldownDays')
    end as values
  from made
  where (playbook = 'first_repurchase' and nodes ?& array['wait_care', 'wait_coupon', 'coupon'])
    or (playbook = 'win_back' and nodes ?& array['good_hour', 'coupon'])
)
update journeys.version v set settings = jsonb_build_object('playbook', read.playbook, 'values', read.values)
from read where v.journey_no = read.journey_no and v.version = read.version;
drop function journeys.by_key(jsonb);
