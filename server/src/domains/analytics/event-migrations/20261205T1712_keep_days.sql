-- An order's refunds are looked up for every order that was ever paid: by a number, a quarter of the time of its text.
ALTER TABLE events ADD COLUMN IF NOT EXISTS order_key UInt64 MATERIALIZED sipHash64(order_id) AFTER order_id;
ALTER TABLE events MATERIALIZE COLUMN order_key;
-- When the store took it, by the store's own clock; what was there before it knew is of the beginning of time.
ALTER TABLE events ADD COLUMN IF NOT EXISTS stored_at DateTime('UTC') DEFAULT toDateTime(0, 'UTC') CODEC(Delta(4), ZSTD(1));
ALTER TABLE events MATERIALIZE COLUMN stored_at SETTINGS mutations_sync = 2;
ALTER TABLE events MODIFY COLUMN stored_at DateTime('UTC') DEFAULT now('UTC') CODEC(Delta(4), ZSTD(1));
ALTER TABLE events ADD INDEX IF NOT EXISTS stored stored_at TYPE minmax GRANULARITY 1;
-- Who did what (`own`: by herself) on which day of Shanghai, by the numbers it was told of: sets of persons, to which a late event
-- or one that is told twice adds what is true anyway. Filled behind the events, month by month; `day_mark` says until when of `stored_at`.
CREATE TABLE day_persons (
  name LowCardinality(String),
  own Bool,
  day Date,
  who AggregateFunction(groupBitmap, UInt32)
)
ENGINE = AggregatingMergeTree
ORDER BY (own, name, day)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
-- What was given back of orders, once each: few among all events, and looked up by whatever reports spending.
CREATE TABLE order_back (
  order_key UInt64,
  event_key UInt64,
  ts DateTime64(3, 'UTC'),
  value Int64,
  whole Bool
)
ENGINE = ReplacingMergeTree
ORDER BY (order_key, event_key)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
CREATE TABLE day_mark (
  name String,
  until DateTime('UTC'),
  written DateTime('UTC') DEFAULT now('UTC')
)
ENGINE = MergeTree
ORDER BY (name, until)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
CREATE OR REPLACE VIEW history AS
SELECT name, toUInt32(events.person_no + dictGet('person_now', 'shift', toUInt64(events.person_no))) AS person_no,
  events.person_no AS told_no, ts, event_id, event_key, received_at, source, session_id, page, value, product_id, category_id, order_id, order_key, props
FROM events;
CREATE OR REPLACE VIEW history_once AS
SELECT name, toUInt32(events.person_no + dictGet('person_now', 'shift', toUInt64(events.person_no))) AS person_no,
  events.person_no AS told_no, ts, event_id, event_key, received_at, source, session_id, page, value, product_id, category_id, order_id, order_key, props
FROM events FINAL;
