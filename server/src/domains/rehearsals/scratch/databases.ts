import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { connectDatabase, type Db } from '../../../platform/db.ts';
import { createEventStore, type EventStore } from '../../../platform/event-store/client.ts';
import { migrate } from '../../../platform/migrate.ts';
import { rehearsalErrors } from '../errors.ts';
import { copyShop } from './copy-shop.ts';

/** The two worlds of a rehearsal. */
export type WorldName = 'without' | 'with';

/**
 * The databases of one rehearsal on the shop's own cluster and event store, under names of their own: `rehearsal_<the shop's database by
 * number>_<rehearsal>_<world>`. Another shop on the same cluster has another number.
 */
export type Scratch = {
  readonly postgres: (world: WorldName) => string;
  readonly events: (world: WorldName) => string;
};

/**
 * Set up both worlds: the schema, how the shop is set up, its time, and nobody.
 *
 * @throws rehearsals.may_not_create, rehearsals.no_event_database
 */
export async function createScratch(ctx: Ctx, id: string): Promise<Scratch> {
  const base = await baseName(ctx, id);
  const [first, second] = [`${base}_a`, `${base}_b`];
  const urlOf = (name: string) => withPath(ctx.config.databaseUrl, name);
  await createDatabase(ctx.db, `create database ${first}`);
  // Whoever loses a scratch shop loses nothing: it need not be on the disk before the next statement.
  await sql.raw(`alter database ${first} set synchronous_commit = off`).execute(ctx.db);
  await migrate(urlOf(first));
  await fill(ctx, urlOf(first));
  await createDatabase(ctx.db, `create database ${second} template ${first}`);
  await sql.raw(`alter database ${second} set synchronous_commit = off`).execute(ctx.db);
  await inEventStore(ctx, async (store) => {
    for (const name of [first, second]) await store.exec(`CREATE DATABASE ${name}`);
  }).catch((error: unknown) => {
    throw rehearsalErrors.error('no_event_database', { reason: String(error).slice(0, 200) });
  });
  const nameOf = (world: WorldName) => (world === 'without' ? first : second);
  return {
    postgres: (world) => urlOf(nameOf(world)),
    events: (world) => withPath(ctx.config.clickhouseUrl, nameOf(world)),
  };
}

/** Take down what is left of a rehearsal, however far it came. */
export async function dropScratch(ctx: Ctx, id: string): Promise<void> {
  await dropAll(ctx, await baseName(ctx, id));
}

/** The rehearsals of this shop of which databases stand. */
export async function findScratches(ctx: Ctx): Promise<readonly string[]> {
  const prefix = await prefixOf(ctx);
  const { rows } = await sql<{ name: string }>`
    select datname as name from pg_database where starts_with(datname, ${prefix})
  `.execute(ctx.db);
  return [...new Set(rows.map(({ name }) => `reh_${name.slice(prefix.length).replace(/_[ab]$/, '')}`))];
}

async function dropAll(ctx: Ctx, base: string): Promise<void> {
  const names = [`${base}_a`, `${base}_b`];
  for (const name of names) await sql.raw(`drop database if exists ${name} with (force)`).execute(ctx.db);
  await inEventStore(ctx, async (store) => {
    for (const name of names) await store.exec(`DROP DATABASE IF EXISTS ${name} SYNC`);
  }).catch((error: unknown) => ctx.log.warn({ err: error, base }, 'the events of a rehearsal were not dropped'));
}

/** Beside the shop's own database there, by a client of its own. */
async function inEventStore<T>(ctx: Ctx, work: (store: EventStore) => Promise<T>): Promise<T> {
  const store = createEventStore({ url: ctx.config.clickhouseUrl });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function prefixOf(ctx: Ctx): Promise<string> {
  const { rows } = await sql<{ no: number }>`
    select oid::int8 as no from pg_database where datname = current_database()
  `.execute(ctx.db);
  return `rehearsal_${rows[0]?.no ?? 0}_`;
}

/** Ids are letters and digits, and fit a name. */
async function baseName(ctx: Ctx, id: string): Promise<string> {
  if (!/^reh_[0-9a-z]{26}$/.test(id)) throw new Error(`no id of a rehearsal: ${id}`);
  return `${await prefixOf(ctx)}${id.slice('reh_'.length)}`;
}

const INSUFFICIENT_PRIVILEGE = '42501';

async function createDatabase(db: Db, statement: string): Promise<void> {
  try {
    await sql.raw(statement).execute(db);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === INSUFFICIENT_PRIVILEGE)
      throw rehearsalErrors.error('may_not_create');
    throw error;
  }
}

async function fill(ctx: Ctx, url: string): Promise<void> {
  const database = connectDatabase(url, 2);
  try {
    await database.db.transaction().execute(async (to) => copyShop(ctx.db, to));
    const { rows } = await sql<{ offsetMs: number }>`select offset_ms from platform.clock`.execute(ctx.db);
    // It begins at the shop's own time; where that cannot be moved it is the machine's.
    await sql`insert into platform.clock (only_row, offset_ms) values (true, ${rows[0]?.offsetMs ?? 0})`.execute(
      database.db,
    );
  } finally {
    await database.close();
  }
}

function withPath(url: string, name: string): string {
  const found = new URL(url);
  found.pathname = `/${name}`;
  return found.href;
}
