-- What a paid order brings: by the category that was bought and by what the order came to.
create table coupons.payment_rule (
  id text primary key,
  name text not null,
  -- Categories with all below them; empty: whatever was bought.
  category_ids text[] not null,
  -- Fen of the whole order, half-open; no end: and above.
  from_fen int not null check (from_fen >= 0),
  to_fen int check (to_fen > from_fen),
  -- `<kind>:<id>`.
  benefit text not null,
  budget_id text references benefits.budget,
  on_refund text not null check (on_refund in ('take_back', 'keep')),
  given int not null default 0 check (given >= 0),
  ended boolean not null default false,
  created_at timestamptz not null,
  check (to_fen is null or to_fen > from_fen)
) with (fillfactor = 50);
create index payment_rule_active on coupons.payment_rule (id) where not ended;
