-- Who came with a file of another system and has done nothing here since. `undecided`: nobody has said yet whether journeys
-- start for her; `silent`: they do not, until she buys here. Null: as everybody else.
alter table audiences.standing add column arrival text check (arrival in ('undecided', 'silent'));
create index standing_undecided on audiences.standing (person_no) include (stage, due_at) where arrival = 'undecided';

-- What was decided for all who are undecided, and how far it has been carried out.
create table audiences.arrivals_pass (
  only_row boolean primary key default true check (only_row),
  apply text not null check (apply in ('silent', 'start')),
  next_no int not null,
  due_at timestamptz not null
);
