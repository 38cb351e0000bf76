import { createHash } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Ctx } from './ctx.ts';
import { commitsAlong, queryFramed, readyForFrames } from './framed.ts';
import { writeFacts } from './outbox.ts';

/** Tables are named in SQL text in each domain's `queries.ts`; the handle itself knows none. */
export type Db = Kysely<Record<string, never>>;

export type Database = { readonly db: Db; readonly url: string; close(): Promise<void> };

// Counts, fen and identities stay far below 2^53, so int8 may be a JavaScript number.
pg.types.setTypeParser(20, Number);
pg.types.setTypeParser(1700, Number);

/** A connection that nobody needs for so long closes. A new one plans all its statements anew: after ten seconds, as pg has it, a fifth of PostgreSQL's work was that. */
const IDLE_MS = 60_000;

/**
 * A pool of connections behind Kysely. Result columns come in camelCase, keys inside JSON stay as they are.
 * Statements are sent by name, so PostgreSQL plans each once a connection: 12–18k against 8–10k selects/s (measured). One
 * that is given many rows is planned for them each time: a kept plan expects ten and joins them by nested loops.
 * A transaction goes there and back for its statements alone: its begin goes along with the first, its commit with the facts.
 */
export function connectDatabase(url: string, max = 16): Database {
  const pool = new pg.Pool({ connectionString: url, max, idleTimeoutMillis: IDLE_MS, application_name: 'huoshui' });
  pool.on('error', () => undefined); // an idle connection that breaks is replaced on its next use
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known || names.size > 2000 || text.length > 20_000) return known;
    const name = createHash('sha1').update(text).digest('base64url').slice(0, 20);
    names.set(text, name);
    return name;
  };
  const ignore = () => undefined;
  const naming = {
    connect: async () => {
      const client = await pool.connect();
      client.on('error', ignore); // the query under way fails with the same error, and is where it belongs
      await readyForFrames(client);
      // A begin waits for the first statement and goes along with it.
      let [begins, committed] = [false, false];
      return {
        query: async (text: string, values: unknown[]) => {
          if (text === 'begin') {
            [begins, committed] = [true, false];
            return NOTHING;
          }
          if ((begins && (text === 'commit' || text === 'rollback')) || (committed && text === 'commit')) {
            begins = false;
            return NOTHING;
          }
          const alone = values.length > 0 || ALONE.test(text);
          const once = text.includes(PLANNED_ANEW) || values.some(isMany);
          const name = !once && alone ? nameOf(text) : undefined;
          const rowMode = 'array';
          const statement = name ? ({ name, text, values, rowMode } as const) : ({ text, values, rowMode } as const);
          const frame = { begins, commits: commitsAlong(text) };
          begins = false;
          if (frame.begins && !alone) await client.query('begin');
          if (!alone || (!frame.begins && !frame.commits)) return named(await client.query(statement));
          const rows = await queryFramed(client, statement, frame);
          committed = frame.commits;
          return named(rows);
        },
        release: () => {
          client.off('error', ignore);
          client.release();
        },
      };
    },
    end: async () => pool.end(),
  };
  // Kysely's pool type also allows cursors, which nothing here uses.
  const db: Db = new Kysely({ dialect: new PostgresDialect({ pool: naming as never }) });
  return { db, url, close: async () => db.destroy() };
}

type Rows = Pick<pg.QueryArrayResult<unknown[]>, 'command' | 'rowCount' | 'fields' | 'rows'>;

/**
 * Rows as objects by the names of their columns in camelCase, made once: Kysely's own plugin makes each a second time, and goes
 * through every statement for names that ours, being text, do not have.
 */
function named(result: Rows | readonly Rows[]) {
  // A text of several statements (a migration) answers once for each, and nobody asks what.
  if (!('fields' in result)) return NOTHING;
  const { command, rowCount, fields, rows } = result;
  const names = fields.map(({ name }) => camelCase(name));
  return {
    command,
    rowCount,
    rows: rows.map((values) => {
      const row: Record<string, unknown> = {};
      for (let at = 0; at < names.length; at += 1) row[names[at] ?? ''] = values[at];
      return row;
    }),
  };
}

const camelNames = new Map<string, string>();

function camelCase(column: string): string {
  const known = camelNames.get(column);
  if (known !== undefined) return known;
  const name = column.replace(/_+([^_])/g, (_, letter: string) => letter.toUpperCase());
  camelNames.set(column, name);
  return name;
}

/** One statement that only reads; a text of several (a migration) cannot have a name. */
const ALONE = /^\s*select\b[^;]*$/;

const NOTHING = { command: '', rowCount: 0, rows: [] };

const PLANNED_ANEW = '/* planned anew */';

/** In a statement whose best plan hangs on what is asked: a name that one member has, or every other. */
export const plannedAnew = sql.raw(PLANNED_ANEW);

/** Planning costs about a millisecond: nothing beside so many rows. */
const MANY = 500;

/**
 * Keys that are looked up one by one, as `any(…)` or in `unnest(…)`: of fewer than many the planner is not told how many they are. It takes a list that it
 * does not know for ten and plans one that it knows each time anew, since that looks cheaper: three quarters of the lookup of a session were that.
 */
export function someKeys(type: 'text' | 'int', keys: readonly (string | number)[]) {
  const each = [...new Set(keys)];
  const list = sql`${each}::${sql.raw(type)}[]`;
  return each.length < MANY ? sql`(select ${list})::${sql.raw(type)}[]` : list;
}

function isMany(value: unknown): boolean {
  return Array.isArray(value) && value.length >= MANY;
}

/**
 * Run `work` in one transaction. `ctx` is shadowed on purpose: only the inner one sees the transaction. Facts that are
 * emitted inside are written together just before the commit. A call inside a transaction joins it.
 */
export async function inTransaction<T>(ctx: Ctx, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  if (ctx.facts) return work(ctx);
  return ctx.db.transaction().execute(async (db) => {
    const inner: Ctx = { ...ctx, db, facts: [] };
    const result = await work(inner);
    await writeFacts(inner);
    return result;
  });
}
