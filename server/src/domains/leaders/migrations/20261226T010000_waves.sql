-- Community group buying: what neighbours order together by a time, to be collected at their leader's place.
create table leaders.wave (
  no bigint generated always as identity primary key,
  id text not null unique,
  name text not null,
  state text not null check (state in ('draft', 'live', 'cancelled')),
  -- The values of the form `leaders.wave`; the columns below say the same for whoever asks by them.
  values jsonb not null,
  opens_at timestamptz not null,
  cuts_at timestamptz not null,
  pickup_from timestamptz not null,
  pickup_to timestamptz not null,
  -- Its pieces left the shop's stock when it became live.
  own boolean not null,
  -- Hundredths of a percent of what was paid.
  rate int not null,
  -- From then on nobody can order or pay any more: its lists are final.
  closed_at timestamptz,
  because text not null default '',
  created_at timestamptz not null,
  check (opens_at < cuts_at and cuts_at <= pickup_from and pickup_from < pickup_to)
);
create index wave_closing on leaders.wave (cuts_at) where state = 'live' and closed_at is null;
create index wave_shown on leaders.wave (pickup_to) where state = 'live';

create table leaders.wave_good (
  wave_no bigint not null references leaders.wave (no),
  sku_id text not null,
  position int not null,
  price int not null,
  -- As many as the wave has; null: as the shop has.
  cap int check (cap > 0),
  sold int not null default 0 check (sold >= 0 and (cap is null or sold <= cap)),
  primary key (wave_no, sku_id)
);

-- What a leader's place had of it.
create table leaders.wave_point (
  wave_no bigint not null references leaders.wave (no),
  leader_no bigint not null references leaders.leader (no),
  arrived_at timestamptz,
  arrived_by text not null default '',
  primary key (wave_no, leader_no)
);

create table leaders.wave_order (
  order_id text primary key,
  wave_no bigint not null references leaders.wave (no),
  leader_no bigint not null references leaders.leader (no),
  member_id text not null,
  person_no int not null,
  state text not null check (state in ('ordered', 'paid', 'cancelled', 'back')),
  placed_at timestamptz not null,
  paid_at timestamptz,
  received_at timestamptz,
  -- The wave was cancelled, and its money was given back.
  given_at timestamptz
);
create index wave_order_of_wave on leaders.wave_order (wave_no, leader_no, order_id);
create index wave_order_of_person on leaders.wave_order (person_no, wave_no);
create index wave_order_giving on leaders.wave_order (wave_no) where state = 'paid' and given_at is null;

create table leaders.wave_line (
  order_id text not null references leaders.wave_order (order_id) on delete cascade,
  sku_id text not null,
  line_id text unique,
  units int not null check (units > 0),
  back int not null default 0 check (back between 0 and units),
  -- Fen, once it is paid, and of it given back.
  paid int not null default 0,
  back_paid int not null default 0,
  primary key (order_id, sku_id)
);
