-- A name is found by any two of its letters that stand together, and by a Chinese one alone: what a search for words knows
-- is no help where words are not parted. Pairs are cut from the first letter on and from the second, by text functions
-- that are the same in every locale; \x01 stands in no name.
create function members.name_grams(name text) returns text[] language sql immutable parallel safe
return string_to_array(
  regexp_replace(lower(name), '(..)', E'\\1\x01', 'g') || E'\x01' || regexp_replace(substr(lower(name), 2), '(..)', E'\\1\x01', 'g'),
  E'\x01', '') || string_to_array(regexp_replace(name, '[\x01-\x7f]+', '', 'g'), null);

-- Those that every name with these letters in it has; none for a single letter of ASCII.
create function members.asked_grams(letters text) returns text[] language sql immutable parallel safe
return array(
  select gram from unnest(members.name_grams(letters)) as gram
  where length(gram) = 2 or (length(letters) = 1 and gram !~ '[\x01-\x7f]'));

create index member_name on members.member using gin (members.name_grams(nickname)) where merged_into is null;
drop index members.member_nickname;
