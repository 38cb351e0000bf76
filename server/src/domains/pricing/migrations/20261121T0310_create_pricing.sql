create schema pricing;

-- 满减 rules that operators make. Few rows: every cart reads those that are open.
create table pricing.promotion (
  id text primary key,
  name text not null,
  -- [{ "threshold": fen, "off": fen }], ascending by threshold.
  tiers jsonb not null,
  -- { "kind": "all" } | { "kind": "categories" | "products", "ids": [...] }
  scope jsonb not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- Ended by hand before its time.
  ended_at timestamptz,
  created_at timestamptz not null,
  check (starts_at < ends_at)
);
create index promotion_open on pricing.promotion (ends_at) where ended_at is null;
