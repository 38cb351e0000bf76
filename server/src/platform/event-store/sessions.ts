import { randomUUID } from 'node:crypto';
import { Session } from 'chdb';
import { quote } from './bind.ts';

export type Settings = ReadonlyMap<string, string>;
export type Statement = {
  readonly sql: string;
  readonly database: string;
  readonly settings: Settings;
  /** Fires when nobody waits for the answer any more: the query is killed, not left to run on. */
  readonly signal: AbortSignal;
};
export type Answer = { readonly bytes: Uint8Array; readonly rowsRead: number; readonly bytesRead: number };
export type RawInsert = {
  readonly table: string;
  readonly columns: readonly string[] | undefined;
  readonly format: string;
  readonly database: string;
  readonly settings: Settings;
  readonly data: Buffer;
};
export type Limits = {
  readonly seconds: number;
  readonly memoryBytes: number;
  readonly readers: number;
  readonly queue: number;
};

/** Too many waiting queries: ClickHouse's code for it, which clients treat as "try again". */
export class TooManyQueries extends Error {
  readonly clickhouseCode = 202;
  constructor(waiting: number) {
    super(`Code: 202. DB::Exception: ${waiting} queries are waiting already. (TOO_MANY_SIMULTANEOUS_QUERIES)`);
  }
}

/**
 * The engine's sessions over one data directory: one that writes, several that only read, one that steers (kills, reloads). A session runs
 * one query at a time, so a heavy report holds one reader and nobody else; whoever waits is served in order of arrival.
 */
export class Sessions {
  readonly #writer: Lane;
  readonly #killer: Lane;
  readonly #idle: Lane[];
  readonly #all: readonly Lane[];
  readonly #waiting: ((lane: Lane) => void)[] = [];
  readonly #limits: Limits;

  private constructor(writer: Lane, killer: Lane, readers: readonly Lane[], limits: Limits) {
    this.#writer = writer;
    this.#killer = killer;
    this.#idle = [...readers];
    this.#all = [writer, killer, ...readers];
    this.#limits = limits;
  }

  static async open(dataDir: string, limits: Limits): Promise<Sessions> {
    // Writing has no time limit but the client's own: an acknowledged insert is never cut off half-way.
    // One bound for all queries together: where it is met, the greediest of them ends, never an insert.
    const common = `max_memory_usage=${limits.memoryBytes}, max_memory_usage_for_user=${limits.memoryBytes}, max_bytes_before_external_group_by=${Math.floor(limits.memoryBytes / 2)}, max_bytes_before_external_sort=${Math.floor(limits.memoryBytes / 2)}`;
    const writer = await Lane.open(dataDir, `SET ${common}, max_execution_time=${limits.seconds * 10}, async_insert=0`);
    const killer = await Lane.open(dataDir, `SET ${common}, max_execution_time=5`);
    const readers: Lane[] = [];
    for (let n = 0; n < limits.readers; n += 1) {
      readers.push(await Lane.open(dataDir, `SET ${common}, max_execution_time=${limits.seconds}, readonly=2`));
    }
    return new Sessions(writer, killer, readers, limits);
  }

  async read(statement: Statement): Promise<Answer> {
    const lane = await this.#reader();
    try {
      return await this.#run(lane, statement);
    } finally {
      this.#release(lane);
    }
  }

  async write(statement: Statement): Promise<Answer> {
    return this.#writer.exclusive(async () => {
      const names = [...statement.settings.keys()];
      if (names.length === 0) return this.#writer.query(statement.sql, statement.database);
      await this.#writer.query(`SET ${pairs(statement.settings)}`, statement.database);
      try {
        return await this.#writer.query(statement.sql, statement.database);
      } finally {
        await this.#writer.query(`SET ${names.map((name) => `${name}=DEFAULT`).join(', ')}`, statement.database);
      }
    });
  }

  async insert(insert: RawInsert): Promise<number> {
    return this.#writer.exclusive(async () => this.#writer.insert(insert));
  }

  async steer({ sql, database }: Statement): Promise<Answer> {
    return this.#killer.exclusive(async () => this.#killer.query(sql, database));
  }

  /** Resolves when running writes are done; queries still running are abandoned. */
  async close(): Promise<void> {
    await this.#writer.exclusive(async () => {});
    for (const lane of this.#all) lane.close();
  }

  async #run(lane: Lane, statement: Statement): Promise<Answer> {
    statement.signal.throwIfAborted();
    const mark = randomUUID();
    const kill = (): void => {
      const sql = `KILL QUERY WHERE Settings['log_comment'] = ${quote(mark)} ASYNC`;
      // Killing is a courtesy: if it fails, the query meets its time limit instead.
      void this.#killer.exclusive(async () => this.#killer.query(sql, 'default')).catch(() => {});
    };
    statement.signal.addEventListener('abort', kill, { once: true });
    try {
      return await lane.query(
        withSettings(statement.sql, new Map([...statement.settings, ['log_comment', mark]])),
        statement.database,
      );
    } finally {
      statement.signal.removeEventListener('abort', kill);
    }
  }

  async #reader(): Promise<Lane> {
    const lane = this.#idle.pop();
    if (lane) return lane;
    if (this.#waiting.length >= this.#limits.queue) throw new TooManyQueries(this.#waiting.length);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #release(lane: Lane): void {
    const next = this.#waiting.shift();
    if (next) next(lane);
    else this.#idle.push(lane);
  }
}

/** One session of the engine; remembers its current database, since that is a state of the session. */
class Lane {
  readonly #session: Session;
  #database = 'default';
  #tail: Promise<unknown> = Promise.resolve();

  private constructor(session: Session) {
    this.#session = session;
  }

  static async open(dataDir: string, setup: string): Promise<Lane> {
    const session = new Session(dataDir);
    await session.queryAsync(setup);
    return new Lane(session);
  }

  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(work);
    this.#tail = turn.catch(() => {});
    return turn;
  }

  async query(sql: string, database: string): Promise<Answer> {
    if (database !== this.#database) {
      await this.#session.queryAsync(`USE ${identifier(database)}`);
      this.#database = database;
    }
    const result = await this.#session.queryAsync(sql, { format: 'TabSeparated' });
    return { bytes: result.bytes(), rowsRead: result.rowsRead, bytesRead: result.bytesRead };
  }

  async insert(insert: RawInsert): Promise<number> {
    const summary = await this.#session.insert({
      table: insert.table.includes('.') ? insert.table : `${insert.database}.${insert.table}`,
      ...(insert.columns ? { columns: insert.columns } : {}),
      values: insert.data,
      // The library checks the name against its own list and refuses what it does not know.
      format: insert.format as 'JSONEachRow',
      settings: Object.fromEntries(insert.settings),
    });
    return summary.rowsSent ?? summary.rowsWritten;
  }

  close(): void {
    this.#session.close();
  }
}

function identifier(name: string): string {
  return `\`${name.replace(/[\\`]/g, '\\$&')}\``;
}

/** Settings behind the statement: with or without its own SETTINGS or FORMAT, this place is read last and wins. */
function withSettings(sql: string, settings: Settings): string {
  return `${sql.trim().replace(/;+$/, '')}\nSETTINGS ${pairs(settings)}`;
}

function pairs(settings: Settings): string {
  return [...settings].map(([name, value]) => `${name}=${quote(value)}`).join(', ');
}
