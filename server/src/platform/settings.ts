import type { Static, TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { sql } from 'kysely';
import type { Ctx } from './ctx.ts';

/** A value operators may change, with a schema and what holds until they do. */
export type Setting<S extends TSchema = TSchema> = {
  readonly key: string;
  readonly schema: S;
  readonly initial: Static<S>;
};

export function defineSetting<S extends TSchema>(key: string, schema: S, initial: Static<S>): Setting<S> {
  return { key, schema, initial };
}

/** What this transaction has read so far, by its facts, which are its own. A key that it wrote is asked anew each time: a savepoint may take that back. */
const read = new WeakMap<NonNullable<Ctx['facts']>, Map<string, Promise<unknown> | typeof WRITTEN>>();
const WRITTEN = Symbol('written');

function readHere({ facts }: Ctx): Map<string, Promise<unknown> | typeof WRITTEN> | null {
  if (!facts) return null;
  const known = read.get(facts) ?? new Map();
  read.set(facts, known);
  return known;
}

/**
 * The value in force; one transaction goes by one value, asked for once. One that an older version wrote is completed with the
 * initial values of what it lacks.
 */
export async function getSetting<S extends TSchema>(ctx: Ctx, setting: Setting<S>): Promise<Static<S>> {
  const stored = await storedValue(ctx, setting.key);
  if (stored === undefined) return setting.initial;
  if (Value.Check(setting.schema, stored)) return stored;
  const completed = typeof stored === 'object' ? { ...Object(setting.initial), ...Object(stored) } : setting.initial;
  return Value.Check(setting.schema, completed) ? completed : setting.initial;
}

async function storedValue(ctx: Ctx, key: string): Promise<unknown> {
  const here = readHere(ctx);
  const known = here?.get(key);
  if (known !== undefined && known !== WRITTEN) return known;
  const asked = askFor(ctx, key);
  if (here === null || known === WRITTEN) return asked;
  here.set(key, asked);
  // Refused in a savepoint that is taken back, it may be asked again.
  asked.catch(() => here.get(key) === asked && here.delete(key));
  return asked;
}

async function askFor(ctx: Ctx, key: string): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`
    select value from platform.setting where key = ${key}
  `.execute(ctx.db);
  return rows[0]?.value;
}

export async function putSetting<S extends TSchema>(ctx: Ctx, setting: Setting<S>, value: Static<S>): Promise<void> {
  readHere(ctx)?.set(setting.key, WRITTEN);
  await sql`
    insert into platform.setting (key, value, updated_at)
    values (${setting.key}, ${JSON.stringify(value)}::jsonb, ${ctx.now()})
    on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at
  `.execute(ctx.db);
}
