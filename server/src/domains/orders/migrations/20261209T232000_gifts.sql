-- Goods that a rule gave for nothing: a line of the order that costs nothing, with the rule and what it counted. A refund that
-- leaves too little for it may keep its worth: withheld of the lines that go back, charged to the gift.
alter table orders.line
  add column gift jsonb check (gift is null or (payable = 0 and unit_price = 0)),
  add column withheld_amount int not null default 0 check (withheld_amount >= 0),
  add column charged_amount int not null default 0 check (charged_amount >= 0),
  add constraint line_charged_for_gifts check (charged_amount = 0 or gift is not null),
  add constraint line_amounts_within check (refunded_amount + refunding_amount + withheld_amount <= payable);
