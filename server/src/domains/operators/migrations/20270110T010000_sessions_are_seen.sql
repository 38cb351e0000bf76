-- A session says where it is open, when it was last used and when it ends whatever happens; people end one by its id.
-- All times are those of the room: see session.ts.
alter table operators.session
  add column id text,
  add column user_agent text not null default '',
  add column seen_at timestamptz,
  add column ends_at timestamptz;
update operators.session set
  id = 'ses_' || left(md5(token_hash || random()), 26),
  seen_at = least(created_at, expires_at),
  ends_at = created_at + interval '7 days';
alter table operators.session
  alter column id set not null,
  alter column seen_at set not null,
  alter column ends_at set not null;
create unique index session_by_id on operators.session (id);
