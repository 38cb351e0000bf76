alter table loyalty.entry drop constraint entry_kind_check;
alter table loyalty.entry add constraint entry_kind_check check (kind in ('earned', 'taken_back', 'exchanged', 'expired',
  'given', 'deducted', 'parted', 'checked_in', 'made_up', 'spent', 'unspent'));

-- Points that pay for an order, out of their lots from the moment it is placed. The id is the order's.
create table loyalty.spending (
  id text primary key,
  member_id text not null references members.member,
  person_no int not null,
  points int not null check (points > 0),
  -- What they took off, fen.
  saving int not null check (saving > 0),
  -- `[{ position, quantity, points, back }]`: the points of each line of the order, and how many of its units have gone back.
  lines jsonb not null,
  returned int not null default 0,
  created_at timestamptz not null,
  check (returned between 0 and points)
) with (fillfactor = 80);
create index spending_of_member on loyalty.spending (member_id);

-- Which lots they came from, in the order in which they were taken.
create table loyalty.spending_lot (
  spending_id text not null references loyalty.spending on delete cascade,
  lot_id text not null references loyalty.lot,
  place int not null,
  points int not null check (points > 0),
  returned int not null default 0,
  primary key (spending_id, lot_id),
  check (returned between 0 and points)
) with (fillfactor = 80);
