-- Messages whose cause stands still have no time.
create index outbound_put_by on messaging.outbound (cause_id) where state = 'queued' and due_at is null;

-- By which channels, and accounts there, it was refused for good: `subscribe 12`.
alter table messaging.outbound add column refused_by text[] not null default '{}';

-- A service message is found however many others wait.
create index outbound_due_service on messaging.outbound (due_at) where state = 'queued' and kind = 'service';
