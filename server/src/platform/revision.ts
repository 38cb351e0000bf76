import type { TSchema } from '@sinclair/typebox';
import { sql } from 'kysely';
import { shanghaiTime } from './calendar.ts';
import type { Ctx } from './ctx.ts';
import { platformErrors } from './platform-errors.ts';
import type { Route } from './routes.ts';

/**
 * Two people, or two tabs, that edit one thing: every save counts its revision up, and a save that says from which
 * revision it started (`If-Match`) is refused when that is no longer the newest. A contract asks for it by spreading
 * `Revision` into what it answers; no domain does more.
 */
export async function countRevision(ctx: Ctx, thing: string, startedFrom: number | null): Promise<void> {
  const by = ctx.actor.kind === 'operator' ? ctx.actor.name : '';
  // One statement: of two saves from the same revision the second waits for the first's commit and then finds no row.
  const { rows } = await sql`
    insert into platform.revision as r (thing, revision, changed_by, changed_at)
    values (${thing}, 2, ${by}, ${ctx.now()})
    on conflict (thing) do update
      set revision = r.revision + 1, changed_by = excluded.changed_by, changed_at = excluded.changed_at
      where ${startedFrom}::int is null or r.revision = ${startedFrom}::int
    returning thing
  `.execute(ctx.db);
  if (rows.length === 0) throw await stale(ctx, thing);
}

async function stale(ctx: Ctx, thing: string) {
  const { rows } = await sql<{ revision: number; changedBy: string; changedAt: Date }>`
    select revision, changed_by, changed_at from platform.revision where thing = ${thing}
  `.execute(ctx.db);
  const last = rows[0];
  return platformErrors.error('stale', {
    by: last?.changedBy ?? '',
    at: last === undefined ? '' : shanghaiTime(last.changedAt),
    revision: last?.revision ?? 1,
  });
}

/**
 * Whether a route is about something that operators edit: its contract answers a `revision` (of one thing, of a page's
 * items, of a setting).
 */
export function carriesRevision({ path, shape }: Route): boolean {
  return path.startsWith('/api/admin/') && (hasRevision(shape.ok) || hasRevision(shape.ok.properties?.items?.items));
}

const hasRevision = (schema: TSchema | undefined): boolean => schema?.properties?.revision !== undefined;

/** The answer with the revision of each thing in it. */
export async function withRevisions(ctx: Ctx, { path }: Route, answer: unknown): Promise<unknown> {
  if (typeof answer !== 'object' || answer === null) return answer;
  const items: readonly object[] = 'items' in answer && Array.isArray(answer.items) ? answer.items : [answer];
  const found = await revisionsOf(
    ctx,
    items.map((item) => thingOf(path, item)),
  );
  const told = items.map((item) => ({ ...item, revision: found.get(thingOf(path, item)) ?? 1 }));
  return 'items' in answer ? { ...answer, items: told } : told[0];
}

/** Ids are unique in the whole shop; what has none, a setting, is named by its address. */
export function thingOf(path: string, holder: unknown): string {
  return typeof holder === 'object' && holder !== null && 'id' in holder && typeof holder.id === 'string'
    ? holder.id
    : path;
}

/**
 * The revision a save started from, out of `If-Match: "3"`, or of a body that was answered before and comes back whole;
 * null when the caller does not say. It is taken out of the body: no domain keeps it.
 */
export function startedFrom(header: string | undefined, body: unknown): number | null {
  const held: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'revision') : undefined;
  if (typeof body === 'object' && body !== null) Reflect.deleteProperty(body, 'revision');
  if (header === undefined && typeof held !== 'number') return null;
  const text = /^"?(\d{1,9})"?$/.exec(header ?? String(held))?.[1];
  if (text === undefined) throw platformErrors.error('bad_input', { what: 'If-Match' });
  return Number(text);
}

async function revisionsOf(ctx: Ctx, things: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (things.length === 0) return new Map();
  const { rows } = await sql<{ thing: string; revision: number }>`
    select thing, revision from platform.revision where thing = any(${things}::text[])
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.thing, row.revision]));
}
