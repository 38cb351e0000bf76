-- A team of a group buy: so many people who order the same goods within some hours.
create table activities.team (
  no bigint generated always as identity primary key,
  id text not null unique,
  activity_no int not null,
  -- Of the terms that it was begun under: its prices and limits are those, whatever changes.
  version int not null,
  product_id text not null,
  size int not null check (size between 2 and 10),
  -- held: its first order is not paid yet. open: it may be joined. full, failed, gone: for good.
  state text not null check (state in ('held', 'open', 'full', 'failed', 'gone')),
  begun_at timestamptz not null,
  -- From its first payment on; nobody joins from then on.
  closes_at timestamptz,
  ended_at timestamptz,
  -- The order that led it when it was complete.
  led_by text,
  check ((state = 'full') = (led_by is not null)),
  check (state <> 'open' or closes_at is not null)
);
create index team_open on activities.team (closes_at) where state = 'open';
create index team_of_product on activities.team (product_id, closes_at) where state = 'open';
create index team_by_activity on activities.team (activity_no, no);

-- A place in it, held by an order from the moment it is placed. That no two orders have the same one, and none beyond the size, is the table's to refuse.
create table activities.seat (
  order_id text primary key,
  team_no bigint not null,
  seat int not null,
  size int not null,
  activity_no int not null,
  person_no int not null,
  member_id text not null,
  tester boolean not null,
  units int not null check (units > 0),
  -- held, paid: taken. released: never paid. left: she left, or was refunded, before it was complete. failed: it never was.
  state text not null check (state in ('held', 'paid', 'released', 'left', 'failed')),
  taken_at timestamptz not null,
  paid_at timestamptz,
  -- All of the order went back.
  refunded_at timestamptz,
  -- Its money is to go back then; null: it need not, or is on its way.
  refund_at timestamptz,
  check (seat between 1 and size)
);
create unique index seat_taken on activities.seat (team_no, seat) where state in ('held', 'paid');
create index seat_of_team on activities.seat (team_no);
create index seat_of_person on activities.seat (person_no, activity_no);
create index seat_refund on activities.seat (refund_at) where refund_at is not null;

-- Fen that came with its orders and went back, each by what happened.
create table activities.seat_money (
  -- paid:<order>, refund:<refund>
  key text primary key,
  order_id text not null,
  fen int not null,
  at timestamptz not null
);
create index seat_money_of_order on activities.seat_money (order_id);
