-- What the console counts once a minute: refunds that wait for a person.
create index refund_waiting on orders.refund (state) where state in ('requested', 'failed');
