-- An account may be limited to some stores; null: it works in the whole shop, as an owner always does.
alter table operators.operator
  add column stores text[] check (cardinality(stores) > 0),
  add constraint owners_are_everywhere check (stores is null or role <> 'owner');
