-- Members whom it reached are written down as told, some thousand at a time: when that goes on, how far it came by their numbers as followers,
-- and how many they are.
alter table accounts.broadcast
  add column book_at timestamptz,
  add column book_after int not null default 0,
  add column members int not null default 0;
create index broadcast_book on accounts.broadcast (book_at) where book_at is not null;
