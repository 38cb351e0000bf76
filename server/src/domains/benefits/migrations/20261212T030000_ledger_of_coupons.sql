-- What shoppers take themselves is as frequent as what journeys give: it costs no index of the rare causes.
drop index benefits.grant_of_cause_kind;
create index grant_of_cause_kind on benefits.grant (because_kind, granted_at desc, id desc)
  where because_kind <> 'journey' and because_kind <> 'batch' and because_kind <> 'self';
-- All of one coupon, whoever gave it.
create index grant_of_coupon on benefits.grant ((item ->> 'templateId'), granted_at desc, id desc) where kind = 'coupon';
