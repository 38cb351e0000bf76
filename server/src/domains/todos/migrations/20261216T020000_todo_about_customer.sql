-- A to-do may be about a customer in WeCom who is no member of the shop: who she is there, and her name as it was then.
alter table todos.todo add column customer_id text, add column customer_name text;
alter table todos.todo drop constraint todo_about;
alter table todos.todo add constraint todo_about check (
  (member_id is null) = (person_no is null) and (customer_id is null) = (customer_name is null)
  and num_nonnulls(member_id, group_id, customer_id) = 1
);
