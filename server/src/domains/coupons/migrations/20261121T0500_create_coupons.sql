create schema coupons;

create table coupons.template (
  id text primary key,
  name text not null,
  discount jsonb not null,
  threshold int not null check (threshold >= 0),
  scope jsonb not null,
  validity jsonb not null,
  total int check (total > 0),
  per_member int not null check (per_member > 0),
  channel text not null check (channel in ('shop', 'grant')),
  note text not null default '',
  state text not null check (state in ('draft', 'active', 'ended')),
  -- Counters move by guarded updates: issued never passes total.
  issued int not null default 0,
  used int not null default 0,
  cost bigint not null default 0,
  gmv bigint not null default 0,
  created_at timestamptz not null,
  check (total is null or issued <= total)
) with (fillfactor = 50);
create index template_takeable on coupons.template (id) where state = 'active' and channel = 'shop';

create table coupons.coupon (
  id text primary key,
  template_id text not null references coupons.template,
  member_id text not null references members.member,
  person_no int not null,
  -- The how-manieth she took herself; null for one that was given. Unique: two taps at once cannot both be the last.
  seq int check (seq > 0),
  -- Narrower than the template's, for a coupon on the category that was bought.
  scope jsonb,
  state text not null default 'available' check (state in ('available', 'locked', 'used', 'expired', 'revoked')),
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  because_kind text not null,
  because_id text not null,
  because_label text not null,
  grant_id text unique references benefits.grant,
  -- The order that holds or used it, what it saved there, and what that order paid.
  order_id text,
  saving int,
  order_amount int,
  issued_at timestamptz not null,
  used_at timestamptz,
  unique (template_id, member_id, seq),
  check ((state in ('locked', 'used')) = (order_id is not null))
) with (fillfactor = 80);
create index coupon_of_member on coupons.coupon (member_id, id desc);
create index coupon_usable on coupons.coupon (member_id) where state = 'available';
create index coupon_expiring on coupons.coupon (valid_to) where state = 'available';
create index coupon_of_order on coupons.coupon (order_id) where order_id is not null;
