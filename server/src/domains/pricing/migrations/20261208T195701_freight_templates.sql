-- What sending goods costs where: the values of the form `pricing.freight_template`.
create table pricing.freight_template (
  id text primary key,
  name text not null,
  values jsonb not null,
  created_at timestamptz not null
);
