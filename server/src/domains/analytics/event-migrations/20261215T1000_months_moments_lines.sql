-- Who did what in which month, and every moment in the order of time: a stretch of a year is some months, some days at each end, and the hours
-- of two days, instead of all the rows of its name. Filled behind the events with the days; the mark of those who know all of it is another one.
CREATE TABLE month_persons (
  name LowCardinality(String),
  own Bool,
  month Date,
  who AggregateFunction(groupBitmap, UInt32)
)
ENGINE = AggregatingMergeTree
ORDER BY (own, name, month)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
CREATE TABLE moments (
  name LowCardinality(String),
  own Bool,
  ts DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  person_no UInt32 CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(ts)
ORDER BY (own, name, ts, person_no)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
-- What of the properties is read for every order, opening and message of a year: reading it out of the text took two thirds of those reports.
-- A refund says of its lines what was given back.
ALTER TABLE events ADD COLUMN IF NOT EXISTS order_lines Array(Tuple(line UInt64, product LowCardinality(String), category LowCardinality(String), quantity UInt32, fen Int64))
  MATERIALIZED if(name IN ('order.paid', 'order.refunded'), arrayMap(l -> (sipHash64(l.1), l.2, l.3, l.4, if(name = 'order.refunded', l.6, l.5)),
    JSONExtract(props, 'lines', 'Array(Tuple(lineId String, productId String, categoryId String, quantity UInt32, payable Int64, amount Int64))')), []);
ALTER TABLE events MATERIALIZE COLUMN order_lines SETTINGS mutations_sync = 2;
-- What touched her: the mark or the way that an opening of the mini program came by, the journey or template of a message, the coupon of an order.
ALTER TABLE events ADD COLUMN IF NOT EXISTS touch LowCardinality(String) MATERIALIZED multiIf(
  name = 'app_launch', if(JSONExtractString(props, 'source') != '', concat('source:', JSONExtractString(props, 'source')), concat('scene:', JSONExtractString(props, 'scene'))),
  name = 'message.opened', if(JSONExtractString(props, 'because', 'kind') = 'journey', concat('journey:', JSONExtractString(props, 'because', 'id')), concat('message:', JSONExtractString(props, 'templateKey'))),
  name = 'coupon.used', concat('coupon:', JSONExtractString(props, 'templateId')), '');
ALTER TABLE events MATERIALIZE COLUMN touch SETTINGS mutations_sync = 2;
CREATE OR REPLACE VIEW history AS
SELECT name, toUInt32(events.person_no + dictGet('person_now', 'shift', toUInt64(events.person_no))) AS person_no,
  events.person_no AS told_no, ts, event_id, event_key, received_at, source, session_id, page, value, product_id, category_id, order_id, order_key, order_lines, touch, props
FROM events;
CREATE OR REPLACE VIEW history_once AS
SELECT name, toUInt32(events.person_no + dictGet('person_now', 'shift', toUInt64(events.person_no))) AS person_no,
  events.person_no AS told_no, ts, event_id, event_key, received_at, source, session_id, page, value, product_id, category_id, order_id, order_key, order_lines, touch, props
FROM events FINAL;
