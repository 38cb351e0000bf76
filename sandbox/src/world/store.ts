import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { openTable, type Put, type Table, type TableShape } from './table.ts';

export type Store = {
  /** The rows of one table. */
  readonly of: <Row>(shape: TableShape<Row>) => Table<Row>;
  /** Everything put inside lands in one journal line: after a crash all of it is there, or none of it. */
  readonly together: <T>(work: () => T) => T;
  /** 1, 2, 3 … per name; never the same number twice, also after a restart. */
  readonly next: (name: string) => number;
  readonly close: () => void;
};

const counters: TableShape<number> = { name: 'counters' };
const compactAbove = 4 * 1024 * 1024;

/**
 * The state of the sandbox: tables in memory, every change appended to `DIR/journal.ndjson`.
 *
 * A line is `[[table, id, row|null], …]`, written before the caller goes on, so a killed process loses nothing it has
 * answered for (the kernel has the bytes; only a power cut could take them). One append costs about 5 µs; nothing is
 * rewritten while running. A journal above 4 MB is squeezed to its live rows at the next start.
 */
export function openStore(dir: string): Store {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'journal.ndjson');
  const rows = readJournal(file);
  if (existsSync(file) && statSync(file).size > compactAbove) rewrite(file, rows);
  else dropTornLine(file);

  const journal = openSync(file, 'a');
  const tables = new Map<string, Table<unknown>>();
  let batch: Put[] | null = null;

  let closed = false;

  // What ends after the close (a delivery's outcome) is dropped: the next start finds it undone and does it again.
  const write = (puts: readonly Put[]): void => {
    if (!closed) writeSync(journal, `${JSON.stringify(puts)}\n`);
  };
  const append = (put: Put): void => {
    if (batch) batch.push(put);
    else write([put]);
  };

  const of = <Row>(shape: TableShape<Row>): Table<Row> => {
    const known = tables.get(shape.name);
    // One shape a name is the rule of this file: the rows below `name` were put through the same shape.
    if (known) return known as Table<Row>;
    const table = openTable(shape, rows.get(shape.name) ?? new Map(), append);
    tables.set(shape.name, table as Table<unknown>);
    rows.delete(shape.name);
    return table;
  };

  const together = <T>(work: () => T): T => {
    if (batch) return work();
    const puts: Put[] = [];
    batch = puts;
    try {
      return work();
    } finally {
      batch = null;
      if (puts.length > 0) write(puts);
    }
  };

  const next = (name: string): number => {
    const number = (of(counters).get(name) ?? 0) + 1;
    of(counters).put(name, number);
    return number;
  };

  const close = (): void => {
    if (!closed) closeSync(journal);
    closed = true;
  };

  return { of, together, next, close };
}

type Rows = Map<string, Map<string, unknown>>;

const newline = 10;

/** Line by line from the bytes: a journal may be longer than a string can be. */
function readJournal(file: string): Rows {
  const rows: Rows = new Map();
  if (!existsSync(file)) return rows;
  const bytes = readFileSync(file);
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found;
    for (const put of putsIn(bytes.toString('utf8', start, end))) apply(rows, put);
    start = end + 1;
  }
  return rows;
}

function apply(rows: Rows, [table, id, row]: Put): void {
  const into = rows.get(table) ?? new Map<string, unknown>();
  rows.set(table, into);
  if (row === null) into.delete(id);
  else into.set(id, row);
}

/** A process killed in the middle of a write leaves half a line at the end: it was never answered for, so it is dropped. */
function putsIn(line: string): readonly Put[] {
  try {
    return line === '' ? [] : JSON.parse(line);
  } catch {
    return [];
  }
}

function dropTornLine(file: string): void {
  if (!existsSync(file)) return;
  const bytes = readFileSync(file);
  const whole = bytes.lastIndexOf(newline) + 1;
  if (whole < bytes.length) truncateSync(file, whole);
}

function rewrite(file: string, rows: Rows): void {
  const fresh = openSync(`${file}.new`, 'w');
  for (const [table, entries] of rows) {
    for (const [id, row] of entries) writeSync(fresh, `${JSON.stringify([[table, id, row]])}\n`);
  }
  closeSync(fresh);
  renameSync(`${file}.new`, file);
}
