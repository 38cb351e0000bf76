-- A wait until an hour may ask for days of the week: what was saved before asks for none.
update journeys.version set definition = jsonb_set(definition, '{nodes}', (
  select jsonb_agg(
    case when node->>'kind' = 'wait_until' then jsonb_set(node, '{values,weekdays}', 'null') else node end order by place
  ) from jsonb_array_elements(definition->'nodes') with ordinality as n (node, place)
))
where definition->'nodes' @> '[{"kind": "wait_until"}]';
