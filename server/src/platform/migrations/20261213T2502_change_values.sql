-- What is stored of a kind with values, wherever it stands in a document (a condition in others, a node of a journey), with its values changed
-- by a function (jsonb → jsonb) that the migration of the kind names. What brings into a journey and what it is measured by are kinds of
-- their own: they are passed over, what lies in their values is not.
create function platform.change_values(document jsonb, kind text, change regproc) returns jsonb language plpgsql as $$
declare
  changed jsonb;
begin
  if jsonb_typeof(document) = 'array' then
    return (
      select coalesce(jsonb_agg(platform.change_values(one, kind, change) order by n), '[]')
      from jsonb_array_elements(document) with ordinality as items (one, n));
  elsif jsonb_typeof(document) <> 'object' then
    return document;
  end if;
  select coalesce(jsonb_object_agg(key,
    case when key in ('trigger', 'goal') and jsonb_typeof(value) = 'object' and value ? 'values'
      then value || jsonb_build_object('values', platform.change_values(value -> 'values', kind, change))
      else platform.change_values(value, kind, change) end), '{}')
  into changed from jsonb_each(document);
  if changed ->> 'kind' = kind and jsonb_typeof(changed -> 'values') = 'object' then
    execute format('select jsonb_set($1, ''{values}'', %s($1 -> ''values''))', change) into changed using changed;
  end if;
  return changed;
end;
$$;
