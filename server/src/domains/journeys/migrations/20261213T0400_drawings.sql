-- A journey as somebody draws it, until it is published or thrown away. One a journey: two who draw see each other's saves.
create table journeys.drawing (
  id text primary key,
  journey_no int not null unique references journeys.journey,
  name text not null,
  definition jsonb not null,
  -- Where the boxes lie on the canvas, by key; what is missing is laid out by itself.
  places jsonb not null,
  -- The version it began from; null where none has been published yet.
  base int,
  -- Counts up with every save: who publishes says which one she saw.
  saves int not null default 0,
  changed_by text not null,
  changed_at timestamptz not null,
  -- When the sitting began in which it was saved last.
  sitting_since timestamptz not null
);

alter table journeys.version
  add column places jsonb not null default '{}',
  -- Who published it; empty where nobody wrote it down yet.
  add column published_by text not null default '';
