-- 商品券: coupons of the shop's own that also lie in her WeChat. Which templates do, and how each coupon stands there.
create table paycoupons.product (
  no bigint generated always as identity primary key,
  id text not null unique,
  -- A template of the shop's coupons, and what it said then: its terms are fixed once the first is issued.
  template_id text not null unique,
  name text not null,
  description text not null,
  picture text not null,
  -- {"amount": fen} or {"percent": 1 to 99}.
  off jsonb not null,
  threshold int not null check (threshold >= 0),
  days int,
  begin_at timestamptz not null,
  end_at timestamptz not null check (end_at > begin_at),
  -- Whose accounts it is sent to, and where it is used.
  app text not null,
  state text not null check (state in ('making', 'auditing', 'running', 'stopped', 'refused')),
  -- WeChat's numbers and its address of the picture.
  picture_url text,
  product_id text,
  stock_id text unique,
  trouble jsonb,
  due_at timestamptz,
  tries int not null default 0,
  -- WeChat's count of what it sent, and ours at that moment.
  wechat_sent int,
  ours_then int,
  created_at timestamptz not null
);
create index product_due on paycoupons.product (due_at) where due_at is not null;

create table paycoupons.product_coupon (
  no bigint generated always as identity primary key,
  -- The id of the coupon in her wallet here, and its code there.
  code text not null unique,
  product_no bigint not null references paycoupons.product (no),
  member_id text not null,
  person_no int not null,
  openid text not null,
  -- How it stands here, and how it stands at WeChat.
  want text not null check (want in ('available', 'used', 'gone')),
  theirs text not null check (theirs in ('none', 'sent', 'available', 'used', 'gone')),
  -- The payment that it was used for.
  transaction_id text,
  used_at timestamptz,
  -- WeChat has told that she was given it: it may be confirmed.
  noticed boolean not null default false,
  -- How many steps were taken; each has one number.
  turns int not null default 0,
  -- A step was asked for and nobody knows what became of it: WeChat is asked first.
  in_doubt boolean not null default false,
  due_at timestamptz,
  tries int not null default 0,
  trouble jsonb,
  valid_to timestamptz,
  created_at timestamptz not null
);
create index product_coupon_due on paycoupons.product_coupon (due_at) where due_at is not null;
create index product_coupon_of_product on paycoupons.product_coupon (product_no, no desc);
create index product_coupon_of_member on paycoupons.product_coupon (member_id);
