-- By what a follower is told apart where messages are counted by her accounts. Negative: never the number of an account in an app.
alter table accounts.follower add column no int generated always as identity (start with -1 increment by -1 minvalue -2147483648 maxvalue -1);
create unique index follower_no on accounts.follower (no);

-- The values of the form `accounts.templates`: which templates of the account the shop's messages go by.
alter table accounts.account add column templates jsonb not null default '{}';

-- One call for many, and what became of it as far as the platform says.
create table accounts.mass (
  -- The key under which the platform takes it once.
  key text primary key,
  account_id text not null references accounts.account (id),
  openids int not null,
  text text not null,
  at timestamptz not null,
  state text not null default 'sending',
  msg_id text,
  -- When the platform is asked next.
  ask_at timestamptz,
  asked int not null default 0,
  -- As its report says.
  total int,
  sent int,
  errors int
);
create unique index mass_msg on accounts.mass (account_id, msg_id) where msg_id is not null;
create index mass_of_account on accounts.mass (account_id, at desc);
create index mass_due on accounts.mass (ask_at) where ask_at is not null;
