-- Sets of persons are long values: read by eight thousand rows at a time, whoever asked for a month of one event read all months of all events.
-- Few rows a granule: a third of the processor's time of a segment. Filled behind the events as before, from the beginning.
CREATE TABLE day_sets (
  name LowCardinality(String),
  own Bool,
  day Date,
  who AggregateFunction(groupBitmap, UInt32)
)
ENGINE = AggregatingMergeTree
ORDER BY (own, name, day)
SETTINGS index_granularity = 16, fsync_after_insert = 1, fsync_part_directory = 1;
CREATE TABLE month_sets (
  name LowCardinality(String),
  own Bool,
  month Date,
  who AggregateFunction(groupBitmap, UInt32)
)
ENGINE = AggregatingMergeTree
ORDER BY (own, name, month)
SETTINGS index_granularity = 4, fsync_after_insert = 1, fsync_part_directory = 1;
DROP TABLE IF EXISTS day_persons;
DROP TABLE IF EXISTS month_persons;
