-- Two questions of journeys ask more than they did: what was asked stays what it was, in the fields of today.
create function journeys.asked_anew(node jsonb) returns jsonb language sql immutable as $$
  select case
    when node->>'kind' = 'has_tag' and node->'values' ? 'tag' then
      jsonb_set(node, '{values}', jsonb_build_object('how', 'any', 'tags', jsonb_build_array(node->'values'->'tag')))
    when node->>'kind' = 'did_event' and node->'values' ? 'atLeast' then
      jsonb_set(node, '{values}', (node->'values') - 'atLeast' || jsonb_build_object(
        'goods', jsonb_build_object('kind', 'all', 'ids', '[]'::jsonb, 'exceptProductIds', '[]'::jsonb),
        'when', 'last', 'measure', 'times', 'compare', 'atLeast', 'number', node->'values'->'atLeast'))
    else node end
$$;
update journeys.version set definition = jsonb_set(definition, '{nodes}', (
  select coalesce(jsonb_agg(journeys.asked_anew(node) order by place), '[]')
  from jsonb_array_elements(definition->'nodes') with ordinality as n (node, place)
))
where definition->'nodes' @> '[{"kind": "has_tag"}]' or definition->'nodes' @> '[{"kind": "did_event"}]';
drop function journeys.asked_anew(jsonb);
