-- What a poster looks like, and the one that each of who shares has of it.
create schema if not exists posters;

create table posters.poster (
  id text primary key,
  name text not null,
  -- The values of the form `posters.poster`.
  values jsonb not null,
  archived_at timestamptz,
  created_at timestamptz not null
);
create unique index poster_name on posters.poster (lower(name));

-- One code for what somebody shares, for ever: what hangs on a wall goes on leading there.
create table posters.personal (
  subject text primary key,
  -- What the code carries.
  scene text not null unique,
  poster_id text references posters.poster (id),
  -- Where it leads: the page, what it shows, and by whom.
  page text not null,
  shown_id text not null,
  entry_id text,
  -- The code as WeChat made it, and the last poster with what it was drawn of.
  code text,
  drawn_of text,
  picture text,
  created_at timestamptz not null,
  check ((drawn_of is null) = (picture is null))
);
create index personal_of_poster on posters.personal (poster_id);
