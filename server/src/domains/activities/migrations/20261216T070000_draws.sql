-- What a play of chance draws from. The seed is kept sealed until the end; its commitment is read by everybody.
create table activities.seed (
  activity_no int primary key,
  sealed text not null,
  commitment text not null
);

-- What is left of each prize of the terms, by its place in them, from 0; null stock: any number.
create table activities.prize (
  activity_no int not null,
  place int not null,
  stock int check (stock > 0),
  taken int not null default 0 check (taken >= 0 and (stock is null or taken <= stock)),
  primary key (activity_no, place)
);

-- Every draw of hers, from 1, for good. `nonce` is a word of her phone: by it a draw that is asked for twice is one.
create table activities.draw (
  entry_no bigint not null,
  n int not null check (n > 0),
  nonce text not null,
  -- 0 to 9999, and the prize it falls on by the odds.
  roll int not null,
  rolled int,
  -- What she won; null: nothing, or what it fell on was gone.
  prize int,
  -- She had drawn so often in vain that this one had to win.
  sure boolean not null default false,
  at timestamptz not null,
  primary key (entry_no, n),
  unique (entry_no, nonce)
);

-- What it promises, where it is no tier of the terms: a draw that won, by its number less one. It stands while she still has the chance that it took.
alter table activities.reward add column gift text;
