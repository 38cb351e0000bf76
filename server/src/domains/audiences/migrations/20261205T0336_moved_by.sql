-- Why somebody is looked at again before her own time: a change of the rules (`rules`: silently; `rules_start`: as if she had moved
-- by herself). Null: her own time has come.
alter table audiences.standing add column looked_at_for text check (looked_at_for in ('rules', 'rules_start'));
