-- Several benefits that are given at once, under one name.
create table benefits.package (
  id text primary key,
  name text not null,
  -- `<kind>:<id>` each.
  benefits text[] not null check (cardinality(benefits) between 1 and 10),
  -- What pays for it where whoever gives it names no other.
  budget_id text references benefits.budget,
  -- Fen that it may cost one person at most; null: nobody said.
  most_each int check (most_each > 0),
  ended boolean not null default false,
  created_at timestamptz not null
) with (fillfactor = 70);
alter table benefits.grant add column package_id text references benefits.package;
create index grant_of_package on benefits.grant (package_id) where package_id is not null;
-- What a payment brought is looked up by its order.
create index grant_of_payment on benefits.grant (because_node) where because_kind = 'payment';
