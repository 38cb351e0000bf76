-- What is rare in the ledger is found without reading what is not; what is given by the million costs nothing more.
create index grant_of_cause_kind on benefits.grant (because_kind, granted_at desc, id desc)
  where because_kind <> 'journey' and because_kind <> 'batch';
create index grant_of_kind on benefits.grant (kind, granted_at desc, id desc) where kind <> 'coupon';
