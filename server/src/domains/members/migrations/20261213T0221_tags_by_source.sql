-- Whoever has a tag by a rule is asked for whenever its segment changes.
create index tag_by_rule on members.tag (name, member_id) where source = 'rule';
