-- The category that a product was viewed in last, of all products: what stands in the cart has none of its own. Filled behind the events with the days.
CREATE TABLE product_shelf (
  product_id String,
  of_state AggregateFunction(argMax, String, DateTime64(3, 'UTC'))
)
ENGINE = AggregatingMergeTree
ORDER BY product_id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
