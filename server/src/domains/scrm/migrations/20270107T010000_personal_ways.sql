-- A code of a member of staff that is somebody's own: whoever adds by it came by her. Made when it is asked for, and given back to the corp's quota when it is over.
create table scrm.personal_way (
  -- What it is of: entry:ent_…
  subject text primary key,
  userid text not null,
  -- Comes back from WeCom with whoever adds by it.
  state text not null unique,
  config_id text,
  picture text,
  -- When its code is given back; null: it has none.
  due_at timestamptz,
  tries int not null default 0,
  made_at timestamptz not null
);
create index personal_way_due on scrm.personal_way (due_at) where due_at is not null;
create index personal_way_of_staff on scrm.personal_way (userid);

-- By whose own code she came.
alter table scrm.friend add column shared text;
