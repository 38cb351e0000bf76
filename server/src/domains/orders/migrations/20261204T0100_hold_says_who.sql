-- A hold is shown to operators and to the shopper: who keeps the order, and until when at the latest where that is known.
alter table orders.hold
  add column who jsonb not null default '{"zh": "店铺", "en": "The shop"}',
  add column until timestamptz;
alter table orders.hold alter column who drop default;
