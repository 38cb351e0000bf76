-- What brought her, in each of her accounts: the first time, and the last. A link's mark stays the last one until another
-- comes; WeChat's number of the way is that of the last show.
alter table members.account
  add column first_scene text,
  add column first_source text,
  add column first_arrived_at timestamptz,
  add column last_scene text,
  add column last_source text,
  add column last_source_at timestamptz,
  add column arrived_at timestamptz;
