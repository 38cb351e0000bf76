-- Which events came with a person who was merged into another: what is hers again when the merge is undone.
CREATE TABLE event_origin (
  person_no UInt32,
  event_id String CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree
ORDER BY (person_no, event_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;
