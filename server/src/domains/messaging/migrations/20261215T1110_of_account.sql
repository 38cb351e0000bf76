-- What went by an official account, for its own page.
create index outbound_of_account on messaging.outbound (app, created_at) where starts_with(channel, 'account_');
