-- How many parcels left on some days: what the cards in them are measured by.
create index parcel_sent on orders.parcel (sent_at);
