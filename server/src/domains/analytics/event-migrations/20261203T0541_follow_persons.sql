-- Which number stands for which now, and its way there by one merge after another: a merge writes a row here and none of
-- the events, however many there are. A merge that is undone leads back to itself.
CREATE TABLE person_link (
  loser UInt32,
  winner UInt32,
  now UInt32,
  version UInt32
)
ENGINE = ReplacingMergeTree(version)
ORDER BY loser
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;
-- How far the number that stands for it lies from a number, so that who was never merged is 0 away: the lookup that costs least.
CREATE VIEW person_shift AS SELECT toUInt64(loser) AS loser, toUInt32(now - loser) AS shift FROM person_link FINAL WHERE now != loser;
CREATE DICTIONARY person_now (loser UInt64, shift UInt32 DEFAULT 0)
PRIMARY KEY loser
SOURCE(CLICKHOUSE(TABLE 'person_shift' {{as}}))
LIFETIME(0)
LAYOUT(FLAT(MAX_ARRAY_SIZE 500000000));
-- What happened, to the persons as they are now; whoever reports reads here. `told_no` is the number it was told of.
CREATE VIEW history AS
SELECT name, toUInt32(events.person_no + dictGet('person_now', 'shift', toUInt64(events.person_no))) AS person_no,
  events.person_no AS told_no, ts, event_id, event_key, received_at, source, session_id, page, value, product_id, category_id, order_id, props
FROM events;
-- The same with each event once, though it be stored twice for a while.
CREATE VIEW history_once AS
SELECT name, toUInt32(events.person_no + dictGet('person_now', 'shift', toUInt64(events.person_no))) AS person_no,
  events.person_no AS told_no, ts, event_id, event_key, received_at, source, session_id, page, value, product_id, category_id, order_id, props
FROM events FINAL;
