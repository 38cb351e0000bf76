-- How a rule lives with others: what its form asks; until now each kind had its one way.
alter table pricing.promotion add column stacking jsonb not null
  default '{"mode": "best", "group": null, "priority": 0, "withCoupons": true, "cap": null, "floor": null}';
alter table pricing.promotion alter column stacking drop default;
