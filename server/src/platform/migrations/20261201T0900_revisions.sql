-- How often a thing that operators edit has been saved, and by whom last. A thing without a row was never changed: 1.
create table platform.revision (
  thing text primary key,
  revision int not null check (revision > 1),
  changed_by text not null,
  changed_at timestamptz not null
);
