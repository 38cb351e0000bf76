-- At most so many units a member within so many days; no days: ever. Units that are not paid yet count, given back ones do not.
alter table catalog.product
  add column limit_per_member int check (limit_per_member > 0),
  add column limit_days int check (limit_days > 0);
