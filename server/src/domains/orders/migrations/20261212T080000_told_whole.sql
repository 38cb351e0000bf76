-- Whether WeChat hears that nothing follows: as it was when the parcel left, and not as it is when WeChat is told.
alter table orders.placed add column upload_whole boolean not null default false;
update orders.placed set upload_whole = (unsent = 0) where upload_at is not null;
