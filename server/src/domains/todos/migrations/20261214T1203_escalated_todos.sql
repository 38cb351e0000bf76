-- Who answers for the member of the corp that did not do it in time, and since when.
alter table todos.todo add column escalated_to text;
alter table todos.todo add column escalated_at timestamptz;
create index todo_escalated on todos.todo (escalated_to, due_at, no) where state = 'open' and escalated_to is not null;
