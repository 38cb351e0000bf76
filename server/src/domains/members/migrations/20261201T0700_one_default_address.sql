-- Two saved at the same moment could both become the default: the newest stays it.
update members.address a set is_default = false
where is_default and exists (
  select from members.address b where b.member_id = a.member_id and b.is_default and (b.created_at, b.id) > (a.created_at, a.id));
create unique index address_default on members.address (member_id) where is_default;
