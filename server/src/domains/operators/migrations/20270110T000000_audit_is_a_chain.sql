-- An entry is sealed once, a moment after it was written: it gets its number in one line, the hash of the entry before it, its own,
-- and a signature by the shop's key, so that nobody who only has this database can make another line. See chain/link.ts.
alter table operators.audit_entry
  -- Of what was done by an API key: its name.
  add column api_key text,
  add column no bigint,
  add column previous text,
  add column hash text,
  add column mac text,
  add constraint sealed_whole check (num_nulls(no, previous, hash, mac) in (0, 4));
create unique index audit_entry_by_no on operators.audit_entry (no) where no is not null;
create index audit_entry_unsealed on operators.audit_entry (at, id) where no is null;

-- The end of the line. Whoever seals holds it; whoever writes an entry does not.
create table operators.audit_head (
  only_one boolean primary key default true check (only_one),
  no bigint not null,
  hash text not null,
  mac text not null
);
insert into operators.audit_head (no, hash, mac) values (0, '', '');

-- Stands for the entries up to a number that were removed for their age: the line goes on from its hash.
create table operators.audit_stone (
  no bigint primary key,
  hash text not null,
  entries bigint not null check (entries > 0),
  first_at timestamptz not null,
  last_at timestamptz not null,
  laid_at timestamptz not null,
  mac text not null
);

-- What the last look over the whole line found.
create table operators.audit_check (
  only_one boolean primary key default true check (only_one),
  begun_at timestamptz not null,
  checked_at timestamptz,
  no bigint,
  last_at timestamptz,
  broken jsonb
);
insert into operators.audit_check (begun_at) values ('-infinity');

create function operators.keep_audit() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.no is null and new.no is not null
    and to_jsonb(old) - array['no', 'previous', 'hash', 'mac'] = to_jsonb(new) - array['no', 'previous', 'hash', 'mac']
  then
    return new;
  end if;
  -- A stone is laid first: what it does not stand for stays.
  if tg_op = 'DELETE' and old.no <= (select max(no) from operators.audit_stone) then
    return old;
  end if;
  raise exception 'entries of the audit log are neither changed nor removed' using errcode = 'integrity_constraint_violation';
end $$;

create function operators.keep_for_ever() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is neither changed nor removed' using errcode = 'integrity_constraint_violation';
end $$;

create trigger kept before update or delete on operators.audit_entry for each row execute function operators.keep_audit();
create trigger kept_whole before truncate on operators.audit_entry for each statement execute function operators.keep_for_ever();
create trigger kept before update or delete on operators.audit_stone for each row execute function operators.keep_for_ever();
create trigger kept_whole before truncate on operators.audit_stone for each statement execute function operators.keep_for_ever();
