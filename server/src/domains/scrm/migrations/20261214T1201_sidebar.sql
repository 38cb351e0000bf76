-- What staff wrote of a customer: what was said or agreed.
create table scrm.note (
  id text primary key,
  external_userid text not null references scrm.customer (external_userid),
  userid text not null,
  body text not null,
  at timestamptz not null
);
create index note_of_customer on scrm.note (external_userid, at desc, id desc);

-- What the corp's tags of a friend are to be, once WeCom has taken it.
create table scrm.mark (
  friend_id text not null references scrm.friend (id),
  tag text not null,
  wanted boolean not null,
  due_at timestamptz,
  tries int not null default 0,
  trouble jsonb,
  primary key (friend_id, tag)
);
create index mark_due on scrm.mark (due_at) where due_at is not null;

-- How many coupons a member of staff gave on a day.
create table scrm.coupon_day (
  userid text not null,
  day date not null,
  given int not null,
  primary key (userid, day)
);
