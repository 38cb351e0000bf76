create schema orders;

-- Order numbers are taken in blocks of a thousand by each process.
create sequence orders.number_block;

create table orders.cart_item (
  member_id text not null,
  sku_id text not null,
  quantity int not null check (quantity between 1 and 999),
  selected boolean not null default true,
  added_at timestamptz not null,
  primary key (member_id, sku_id)
);

-- An order as it was placed; amounts in fen never change afterwards, states and refunds do.
create table orders.placed (
  id text primary key,
  -- Also WeChat Pay's out_trade_no.
  number text not null unique,
  member_id text not null,
  person_no int not null,
  state text not null check (state in ('unpaid', 'paid', 'shipped', 'received', 'cancelled', 'refunded')),
  -- 'shop', or the name of the import it came by.
  source text not null default 'shop',
  external_id text,
  first_line text not null,
  image text,
  quantity int not null,
  goods_amount int not null,
  discount_amount int not null default 0,
  shipping_fee int not null default 0,
  -- What of the payable is for shipping, after offers on shipping.
  shipping_paid int not null default 0,
  payable int not null check (payable >= 0),
  paid int not null default 0,
  refunded int not null default 0,
  -- Asked for or under way: held back so that no two refunds give the same fen.
  refunding int not null default 0,
  discounts jsonb not null default '[]',
  coupons jsonb not null default '[]',
  address_sealed text,
  note text not null default '',
  -- Idempotency-Key of the checkout and a hash of what was asked with it.
  request_key text,
  request_hash text,
  created_at timestamptz not null,
  paid_at timestamptz,
  transaction_id text,
  openid text,
  company text,
  waybill text,
  shipped_at timestamptz,
  received_at timestamptz,
  cancelled_at timestamptz,
  expires_at timestamptz,
  -- Due times of the sweeps; null when there is nothing to wait for.
  cancel_at timestamptz,
  prepay_at timestamptz,
  ask_at timestamptz,
  ask_step int not null default 0,
  receive_at timestamptz,
  upload_at timestamptz,
  upload_tries int not null default 0,
  upload_failure text,
  check (goods_amount - discount_amount + shipping_fee = payable),
  check (refunded >= 0 and refunding >= 0 and refunded + refunding <= paid)
);
create unique index placed_request on orders.placed (member_id, request_key) where request_key is not null;
create unique index placed_external on orders.placed (source, external_id) where external_id is not null;
create index placed_of_member on orders.placed (member_id, created_at desc, id desc);
create index placed_recent on orders.placed (created_at desc, id desc);
create index placed_by_state on orders.placed (state, created_at desc, id desc);
create index placed_cancelling on orders.placed (cancel_at) where state = 'unpaid';
create index placed_asking on orders.placed (ask_at) where state = 'unpaid' and ask_at is not null;
create index placed_receiving on orders.placed (receive_at) where state = 'shipped';
create index placed_uploading on orders.placed (upload_at) where upload_at is not null;

create table orders.line (
  order_id text not null references orders.placed,
  position int not null,
  sku_id text,
  product_id text,
  category_id text,
  name text not null,
  option_values jsonb not null default '[]',
  image text,
  quantity int not null check (quantity > 0),
  unit_price int not null,
  payable int not null check (payable >= 0),
  -- What each unit cost: `plus_one_units` of them one fen more than `unit_amount`.
  unit_amount int not null,
  plus_one_units int not null,
  discounts jsonb not null default '[]',
  refunded_quantity int not null default 0,
  refunded_amount int not null default 0,
  refunding_quantity int not null default 0,
  refunding_amount int not null default 0,
  primary key (order_id, position),
  check (unit_amount * quantity + plus_one_units = payable),
  check (refunded_quantity + refunding_quantity <= quantity),
  check (refunded_amount + refunding_amount <= payable)
);

create table orders.event (
  id bigint generated always as identity primary key,
  order_id text not null references orders.placed,
  at timestamptz not null,
  kind text not null,
  title text not null,
  detail text not null default ''
);
create index event_of_order on orders.event (order_id, id);

-- Who has a paid order, and which was the first.
create table orders.first_paid (
  member_id text primary key,
  order_id text not null
);

-- Every payment WeChat told us of, usable or not; one row a transaction is what makes notifications repeatable.
create table orders.payment (
  transaction_id text primary key,
  number text not null,
  order_id text references orders.placed,
  amount int not null,
  payer_amount int,
  currency text not null,
  openid text,
  paid_at timestamptz not null,
  told_by text not null check (told_by in ('notification', 'query')),
  told_at timestamptz not null,
  -- null: it paid its order. Otherwise why it could not, and a refund gives it back.
  unusable text check (unusable in ('unknown_order', 'wrong_amount', 'order_cancelled', 'paid_twice', 'other_merchant'))
);
create index payment_of_order on orders.payment (order_id);

create table orders.refund (
  id text primary key,
  order_id text references orders.placed,
  number text not null,
  state text not null check (state in ('requested', 'processing', 'done', 'refused', 'failed')),
  origin text not null check (origin in ('shopper', 'operator', 'unusable_payment')),
  amount int not null check (amount >= 0),
  lines jsonb not null default '[]',
  shipping_amount int not null default 0,
  -- The units had not left the house when the refund was decided: they go back on offer.
  restock boolean not null default false,
  reason text not null,
  reply text not null default '',
  failure text,
  -- Ours; WeChat takes the same number for the same refund.
  out_refund_no text not null unique,
  transaction_id text,
  payment_amount int not null default 0,
  handed_over_at timestamptz,
  tries int not null default 0,
  due_at timestamptz,
  created_at timestamptz not null,
  done_at timestamptz
);
create index refund_of_order on orders.refund (order_id, created_at);
create index refund_recent on orders.refund (created_at desc, id desc);
create index refund_due on orders.refund (due_at) where state = 'processing';
