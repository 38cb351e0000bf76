import { Readable } from 'node:stream';
import { ClickHouseError, ClickHouseLogLevel, type ClickHouseSettings, createClient } from '@clickhouse/client';

export type Params = Readonly<Record<string, unknown>>;

/** Rows as tab-separated lines (fields escaped by `tsvText`): a third of the work of objects, for whoever writes very many. */
export type TsvRows = { readonly columns: readonly string[]; readonly lines: string };

/** The event store as everybody sees it: embedded, a ClickHouse server or a cluster behind the same few words. */
export type EventStore = {
  /** Rows as objects; durable when it resolves. The same `token` again within the last 1 000 inserts of a table changes nothing. */
  readonly insert: (
    table: string,
    rows: readonly object[] | TsvRows,
    options?: { readonly token?: string },
  ) => Promise<void>;
  /** Values go in as parameters, `{name:Type}` in the text. Dates are accepted and given as UTC. */
  readonly query: <Row>(
    sql: string,
    params?: Params,
    options?: { /** Ends the query in the store too. */ readonly signal?: AbortSignal },
  ) => Promise<Row[]>;
  readonly exec: (sql: string, params?: Params) => Promise<void>;
  /** True when it answers. */
  readonly ping: () => Promise<boolean>;
  readonly close: () => Promise<void>;
};

export type EventStoreOptions = {
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  readonly database?: string;
  /** How long an answer may take, ms; default 120 000. */
  readonly timeoutMs?: number;
  readonly settings?: ClickHouseSettings;
};

/** Errors of the store carry ClickHouse's code: `error instanceof EventStoreError`, `error.code === '159'`. */
export { ClickHouseError as EventStoreError };

/** The store gave no answer of its own: it is down, on its way up, or too busy to say anything in time. */
export class EventStoreAway extends Error {
  constructor(cause: unknown) {
    super(`the event store did not answer: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'EventStoreAway';
  }
}

async function heard<T>(asking: Promise<T>): Promise<T> {
  try {
    return await asking;
  } catch (error) {
    throw error instanceof ClickHouseError ? error : new EventStoreAway(error);
  }
}

export function createEventStore(options: EventStoreOptions): EventStore {
  const client = createClient({
    url: options.url,
    ...(options.username ? { username: options.username } : {}),
    ...(options.password ? { password: options.password } : {}),
    ...(options.database ? { database: options.database } : {}),
    application: 'huoshui',
    // Room for a report over years on a busy machine. Not measured.
    request_timeout: options.timeoutMs ?? 120_000,
    max_open_connections: 16,
    // Below the store's own 30 s, so that a socket is never used just as the other side closes it.
    keep_alive: { enabled: true, idle_socket_ttl: 2_500 },
    clickhouse_settings: {
      output_format_json_quote_64bit_integers: 0,
      date_time_input_format: 'best_effort',
      join_use_nulls: 1,
      // A set of persons that is known here goes in as text, some eight characters a person.
      max_query_size: '134217728',
      // Doubles of a row lie in one partition; looking for them across all costs nine times as much.
      do_not_merge_across_partitions_select_final: 1,
      ...options.settings,
    },
    log: { level: ClickHouseLogLevel.OFF },
  });
  return {
    insert: async (table, rows, insertOptions = {}) => {
      const settings: ClickHouseSettings = {
        async_insert: 0,
        // Months are partitions, and an imported history has more than the hundred that a block may have by default.
        max_partitions_per_insert_block: '0',
        // On a cluster: answered when the shards have the rows, not when they lie in a queue before them.
        distributed_foreground_insert: 1,
        ...(insertOptions.token ? { insert_deduplication_token: insertOptions.token } : {}),
      };
      if ('lines' in rows) {
        const [first = '', ...others] = rows.columns;
        await heard(
          client.insert({
            table,
            columns: [first, ...others],
            values: Readable.from([Buffer.from(rows.lines)], { objectMode: false }),
            format: 'TabSeparated',
            // Whole numbers as milliseconds; the lenient reader takes those of the last century for dates.
            clickhouse_settings: { ...settings, date_time_input_format: 'basic' },
          }),
        );
      } else if (rows.length > 0) {
        await heard(client.insert({ table, values: rows, format: 'JSONEachRow', clickhouse_settings: settings }));
      }
    },
    query: async <Row>(sql: string, params: Params = {}, { signal }: { readonly signal?: AbortSignal } = {}) => {
      const result = await heard(
        client.query({
          query: sql,
          query_params: datesAsText(params),
          format: 'JSONEachRow',
          ...(signal ? { abort_signal: signal } : {}),
        }),
      );
      return heard(result.json<Row>());
    },
    exec: async (sql, params = {}) => {
      await heard(client.command({ query: sql, query_params: datesAsText(params) }));
    },
    ping: async () => (await client.ping()).success,
    close: async () => client.close(),
  };
}

/** The client would send a date as seconds, which the store reads for ten digits only: from 1970 (or so) to 2286. */
function datesAsText(params: Params): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      value instanceof Date ? value.toISOString().replace('T', ' ').replace('Z', '') : value,
    ]),
  );
}

/** A text as a field of `TsvRows`; numbers go in as they are, times as ms. */
export function tsvText(text: string): string {
  return NEEDS_ESCAPE.test(text) ? text.replace(ESCAPED, escapeOf) : text;
}

const NEEDS_ESCAPE = /[\\\t\n\r\0]/;
const ESCAPED = /[\\\t\n\r\0]/g;
const escapeOf = (char: string): string => ({ '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '\\0' })[char] ?? '\\\\';
