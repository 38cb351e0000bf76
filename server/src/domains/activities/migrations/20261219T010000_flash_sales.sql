-- A session of a flash sale. Its pieces were taken out of the shop's stock when the activity became live, and stand in `flash_stock` alone.
create table activities.flash_session (
  no int generated always as identity primary key,
  id text not null unique,
  activity_no int not null,
  -- Half-open; a stop brings the end forward.
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- What nobody had went back to the shop's stock then.
  closed_at timestamptz,
  unique (activity_no, starts_at)
);
create index flash_session_open on activities.flash_session (ends_at) where closed_at is null;

-- Its row decides who has the last piece: total = unsold + those that somebody has, until it is closed.
create table activities.flash_stock (
  session_no int not null,
  sku_id text not null,
  total int not null check (total > 0),
  unsold int not null check (unsold between 0 and total),
  -- Of the unsold, what went back when it was closed.
  back int not null default 0,
  primary key (session_no, sku_id)
);
create index flash_stock_of_sku on activities.flash_stock (sku_id);

-- Pieces that somebody took: kept for her until she has ordered and paid them.
create table activities.flash_take (
  no bigint generated always as identity primary key,
  id text not null unique,
  session_no int not null,
  activity_no int not null,
  sku_id text not null,
  person_no int not null,
  member_id text not null,
  tester boolean not null,
  units int not null check (units > 0),
  -- kept, ordered, paid: hers. lapsed, cancelled: put back into the session.
  state text not null check (state in ('kept', 'ordered', 'paid', 'lapsed', 'cancelled')),
  taken_at timestamptz not null,
  keep_until timestamptz not null,
  order_id text unique,
  -- When she ordered it she had never bought before.
  newcomer boolean not null default false,
  -- Fen that the price takes off what the goods cost otherwise.
  saved int not null default 0,
  paid_at timestamptz,
  -- All of the order went back.
  refunded_at timestamptz,
  check (state in ('kept', 'lapsed') or order_id is not null)
);
create index flash_take_of_person on activities.flash_take (person_no, activity_no);
create index flash_take_of_session on activities.flash_take (session_no, sku_id);
create index flash_take_kept on activities.flash_take (keep_until) where state = 'kept';
create index flash_take_pending on activities.flash_take (session_no) where state in ('kept', 'ordered');

-- Who is told shortly before it begins.
create table activities.flash_reminder (
  session_no int not null,
  person_no int not null,
  member_id text not null,
  app text not null,
  remind_at timestamptz not null,
  told_at timestamptz,
  primary key (session_no, person_no)
);
create index flash_reminder_due on activities.flash_reminder (remind_at) where told_at is null;
create index flash_reminder_of_person on activities.flash_reminder (person_no);

-- Fen that came with orders at a price of an activity and went back, each by what happened.
create table activities.order_money (
  -- paid:<order>, refund:<refund>
  key text primary key,
  order_id text not null,
  fen int not null,
  at timestamptz not null
);
create index order_money_of_order on activities.order_money (order_id);
