/** What a table is called and, if rows are looked up by something else than their id, by what. */
export type TableShape<Row> = { readonly name: string; readonly by?: (row: Row) => string };

/** [table, id, row]; a null row means: deleted. */
export type Put = readonly [table: string, id: string, row: unknown];

export type Table<Row> = {
  readonly size: () => number;
  readonly get: (id: string) => Row | undefined;
  readonly put: (id: string, row: Row) => void;
  readonly drop: (id: string) => void;
  readonly ids: () => Iterable<string>;
  /** All rows, in the order in which their ids first came. */
  readonly all: () => Iterable<Row>;
  /** The rows whose `by` is `key`, in the order in which their ids first came. */
  readonly by: (key: string) => readonly Row[];
};

export function openTable<Row>(
  shape: TableShape<Row>,
  loaded: ReadonlyMap<string, unknown>,
  append: (put: Put) => void,
): Table<Row> {
  // The journal was written by `put` below, so its rows have this shape.
  const rows = new Map(loaded as ReadonlyMap<string, Row>);
  const index = new Map<string, Map<string, Row>>();
  const keyOf = shape.by;

  const setIndex = (id: string, row: Row): void => {
    if (!keyOf) return;
    const key = keyOf(row);
    const bucket = index.get(key) ?? new Map<string, Row>();
    index.set(key, bucket);
    bucket.set(id, row);
  };
  const unsetIndex = (id: string, row: Row | undefined): void => {
    if (keyOf && row !== undefined) index.get(keyOf(row))?.delete(id);
  };
  for (const [id, row] of rows) setIndex(id, row);

  return {
    size: () => rows.size,
    get: (id) => rows.get(id),
    put: (id, row) => {
      const before = rows.get(id);
      if (before !== undefined && keyOf && keyOf(before) !== keyOf(row)) unsetIndex(id, before);
      rows.set(id, row);
      setIndex(id, row);
      append([shape.name, id, row]);
    },
    drop: (id) => {
      if (!rows.has(id)) return;
      unsetIndex(id, rows.get(id));
      rows.delete(id);
      append([shape.name, id, null]);
    },
    ids: () => rows.keys(),
    all: () => rows.values(),
    by: (key) => [...(index.get(key)?.values() ?? [])],
  };
}
