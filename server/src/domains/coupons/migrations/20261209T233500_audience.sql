-- Who may take it: {"kind": "newcomers"}, {"kind": "returning"}, {"kind": "levels", "ids": [...]}; null: everybody.
alter table coupons.template add column audience jsonb;
