create schema todos;

-- Something that a person of the shop shall do for a member.
create table todos.todo (
  no bigint generated always as identity primary key,
  id text not null unique,
  -- What asked for it asks once: a visit of a node.
  key text not null unique,
  member_id text not null,
  person_no int not null,
  title text not null,
  body text not null,
  due_at timestamptz not null,
  assignee_id text,
  because jsonb not null,
  cause_id text not null,
  state text not null default 'open' check (state in ('open', 'done', 'dropped')),
  note text,
  created_at timestamptz not null,
  done_at timestamptz,
  done_by text,
  check ((state = 'done') = (done_at is not null))
);
create index todo_open on todos.todo (due_at, no) where state = 'open';
create index todo_recent on todos.todo (no desc);
create index todo_of_cause on todos.todo (cause_id, no desc);
create index todo_of_member on todos.todo (member_id);
create index todo_of_person on todos.todo (person_no);
