create schema stores;

-- Places of the shop: the values of the form `stores.store`, and what is searched and sorted by.
create table stores.store (
  id text primary key,
  name text not null,
  state text not null check (state in ('open', 'paused', 'closed')),
  pickup boolean not null,
  region text not null,
  address text not null,
  phone text not null,
  latitude double precision,
  longitude double precision,
  values jsonb not null,
  created_at timestamptz not null
);
