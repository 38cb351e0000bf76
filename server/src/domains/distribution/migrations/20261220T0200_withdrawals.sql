-- What distributors take out of their balance, each one transfer at WeChat under one number for ever.
create table distribution.withdrawal (
  no bigint generated always as identity primary key,
  id text not null unique,
  distributor_no bigint not null references distribution.distributor (no),
  -- The account that asked: WeChat pays this openid of this app.
  app text not null,
  openid text not null,
  amount int not null check (amount > 0),
  state text not null check (state in ('review', 'due', 'confirm', 'paying', 'paid', 'failed', 'cancelling', 'cancelled', 'refused')),
  -- Why somebody has to look at it, and what she said.
  held jsonb,
  decided_by text,
  because text not null default '',
  -- Why it failed, or what keeps it from being paid for now.
  trouble jsonb,
  transfer_bill_no text,
  -- What her phone opens the sheet with.
  package text,
  handed_at timestamptz,
  tries int not null default 0,
  due_at timestamptz,
  asked_at timestamptz not null,
  ended_at timestamptz
);
create index withdrawal_due on distribution.withdrawal (due_at) where due_at is not null;
create index withdrawal_of_distributor on distribution.withdrawal (distributor_no, no desc);
create index withdrawal_in_review on distribution.withdrawal (no) where state = 'review';

alter table distribution.entry add column withdrawal_no bigint references distribution.withdrawal (no);
create index entry_of_withdrawal on distribution.entry (withdrawal_no);
