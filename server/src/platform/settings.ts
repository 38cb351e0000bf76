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

/** The value in force. One that an older version wrote is completed with the initial values of what it lacks. */
export async function getSetting<S extends TSchema>(ctx: Ctx, setting: Setting<S>): Promise<Static<S>> {
  const { rows } = await sql<{ value: unknown }>`
    select value from platform.setting where key = ${setting.key}
  `.execute(ctx.db);
  const stored = rows[0]?.value;
  if (stored === undefined) return setting.initial;
  if (Value.Check(setting.schema, stored)) return stored;
  const completed = typeof stored === 'object' ? { ...Object(setting.initial), ...Object(stored) } : setting.initial;
  return Value.Check(setting.schema, completed) ? completed : setting.initial;
}

export async function putSetting<S extends TSchema>(ctx: Ctx, setting: Setting<S>, value: Static<S>): Promise<void> {
  await sql`
    insert into platform.setting (key, value, updated_at)
    values (${setting.key}, ${JSON.stringify(value)}::jsonb, ${ctx.now()})
    on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at
  `.execute(ctx.db);
}
