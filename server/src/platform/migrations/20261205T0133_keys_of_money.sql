-- A key is remembered for as long as its route says: three days, or ninety where money moves.
alter table platform.idempotency add column forget_at timestamptz;
update platform.idempotency set forget_at = created_at + interval '3 days';
alter table platform.idempotency alter column forget_at set not null;
drop index platform.idempotency_by_age;
create index idempotency_by_end on platform.idempotency (forget_at);
