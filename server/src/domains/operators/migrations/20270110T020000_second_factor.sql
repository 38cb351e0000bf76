-- A second factor: codes by time (RFC 6238). What is being set up stands beside what works, and takes its place with its first code.
-- Secrets are encrypted (platform/crypto); steps and locks count the time of the room, as phones do.
create table operators.second_factor (
  operator_id text primary key references operators.operator (id) on delete cascade,
  secret text,
  pending text,
  confirmed_at timestamptz,
  -- The time step of the last code that was taken: none is taken twice, nor one from before it.
  last_step bigint not null default 0,
  wrong int not null default 0,
  locked_until timestamptz,
  check ((secret is null) = (confirmed_at is null))
);

-- For whoever lost the phone; each once. Only a keyed hash is kept.
create table operators.recovery_code (
  operator_id text not null references operators.operator (id) on delete cascade,
  code_hash text not null,
  used_at timestamptz,
  primary key (operator_id, code_hash)
);
