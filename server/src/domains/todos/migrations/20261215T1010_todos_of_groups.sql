-- A to-do may be about a customer group instead of a member.
alter table todos.todo alter column member_id drop not null, alter column person_no drop not null, add column group_id text;
alter table todos.todo add constraint todo_about check ((member_id is null) = (person_no is null) and (member_id is null) <> (group_id is null));
