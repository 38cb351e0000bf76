-- Coupons of WeChat Pay (代金券): stocks that were made there, whom one was sent to, and what WeChat told of their use.
create schema if not exists paycoupons;

create table paycoupons.stock (
  no bigint generated always as identity primary key,
  id text not null unique,
  name text not null,
  description text not null,
  -- Fen.
  amount int not null check (amount > 0),
  minimum int not null check (minimum > amount),
  total int not null check (total > 0),
  per_member int not null check (per_member between 1 and 60),
  day_amount bigint,
  days int,
  begin_at timestamptz not null,
  end_at timestamptz not null check (end_at > begin_at),
  -- 免充值: nothing is put in beforehand, each use is settled that much less.
  no_cash boolean not null,
  state text not null check (state in ('making', 'ready', 'running', 'paused', 'refused')),
  -- WeChat's number of it.
  stock_id text unique,
  trouble jsonb,
  due_at timestamptz,
  tries int not null default 0,
  -- Promised to somebody and not failed; of these sent, used, and fen they cost.
  given int not null default 0 check (given between 0 and total),
  sent int not null default 0 check (sent between 0 and given),
  used int not null default 0,
  cost bigint not null default 0,
  back bigint not null default 0,
  -- WeChat's count of what it sent, and ours at that moment, when nothing was on its way.
  wechat_sent int,
  ours_then int,
  check_at timestamptz,
  -- Its use and refund flows, once it is over.
  flow_at timestamptz,
  flows_read boolean not null default false,
  created_at timestamptz not null
);
create index stock_due on paycoupons.stock (due_at) where due_at is not null;
create index stock_check on paycoupons.stock (check_at) where check_at is not null;
create index stock_flow on paycoupons.stock (flow_at) where flow_at is not null;

create table paycoupons.coupon (
  no bigint generated always as identity primary key,
  id text not null unique,
  stock_no bigint not null references paycoupons.stock (no),
  -- Its row in the ledger of benefits.
  grant_id text not null unique,
  member_id text not null,
  person_no int not null,
  -- To which account of hers it is sent, under one number for ever (`id`).
  app text not null,
  openid text not null,
  state text not null check (state in ('sending', 'available', 'used', 'expired', 'failed', 'withdrawn')),
  -- WeChat's number of it.
  coupon_id text unique,
  because text not null,
  said text,
  given_at timestamptz not null,
  handed_at timestamptz,
  due_at timestamptz,
  tries int not null default 0,
  trouble jsonb,
  sent_at timestamptz,
  valid_from timestamptz,
  valid_to timestamptz,
  used_at timestamptz,
  transaction_id text,
  order_id text,
  -- What it was paid with, and of that given back.
  order_amount int,
  order_back int not null default 0,
  -- Fen that it took off, and of them given back with refunds.
  saving int not null default 0,
  back int not null default 0 check (back between 0 and saving),
  -- When WeChat is asked how it stands: at its end, and after a payment with it went back whole.
  ask_at timestamptz,
  asks int not null default 0
);
create index coupon_of_member on paycoupons.coupon (member_id, no desc);
create index coupon_of_stock on paycoupons.coupon (stock_no, no desc);
create index coupon_of_person on paycoupons.coupon (stock_no, person_no);
create index coupon_ask on paycoupons.coupon (ask_at) where ask_at is not null;
create index coupon_of_order on paycoupons.coupon (order_id) where order_id is not null;
create index coupon_due on paycoupons.coupon (due_at) where due_at is not null;

-- What WeChat told of a use, by whichever way it came first; the coupon may not be known here yet.
create table paycoupons.told_use (
  coupon_id text primary key,
  stock_id text not null,
  transaction_id text,
  used_at timestamptz not null,
  -- Of the order's own word; null where only WeChat's notification told it.
  amount int,
  order_id text,
  order_amount int,
  told_at timestamptz not null
);

-- What went back of it, by refund.
create table paycoupons.told_refund (
  refund_id text not null,
  coupon_id text not null,
  transaction_id text not null,
  amount int not null,
  primary key (refund_id, coupon_id)
);
create index told_refund_of_coupon on paycoupons.told_refund (coupon_id);

-- WeChat's own list of uses and refunds of a stock that is over. Fen.
create table paycoupons.flow (
  stock_no bigint not null references paycoupons.stock (no),
  kind text not null check (kind in ('use', 'refund')),
  coupon_id text not null,
  transaction_id text not null,
  amount int not null,
  at timestamptz not null
);
create index flow_of_stock on paycoupons.flow (stock_no);
