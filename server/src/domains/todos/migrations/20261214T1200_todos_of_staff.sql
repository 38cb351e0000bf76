-- For a member of the corp in WeCom, beside or instead of a colleague of the console.
alter table todos.todo add column staff_id text;
-- What is ready to be sent for it: { text, product, coupon, script }.
alter table todos.todo add column content jsonb;
-- When it was to be done at first, and each time that it was put off: [{ from, until, reason, by, at }].
alter table todos.todo add column put_off jsonb not null default '[]';
create index todo_of_staff on todos.todo (staff_id, due_at, no) where state = 'open' and staff_id is not null;
