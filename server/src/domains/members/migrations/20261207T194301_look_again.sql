-- When a merge is looked at once more, for what was still written of the merged record while it took place. Those that stand
-- already are looked at as well.
alter table members.merge add look_again_at timestamptz;
update members.merge set look_again_at = at where undone_at is null;
create index merge_to_look_again on members.merge (look_again_at) where look_again_at is not null;

-- Whoever has addresses has one that is chosen for her: of those who lost it, the newest.
update members.address set is_default = true where id in (
  select distinct on (a.member_id) a.id from members.address a
  where not exists (select from members.address d where d.member_id = a.member_id and d.is_default)
  order by a.member_id, a.created_at desc, a.id desc);
