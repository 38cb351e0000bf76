import { randomBytes } from 'node:crypto';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Draft } from '@huoshui/contracts/form';
import type { journeyKeyContract } from '@huoshui/contracts/journey-keys';
import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { readForm } from '../../../platform/form/read.ts';
import { newId } from '../../../platform/ids.ts';
import { whoActs } from '../change.ts';
import { journeyErrors } from '../errors.ts';
import { keyForm } from './key-form.ts';

type Shape = (typeof journeyKeyContract)['GET /api/admin/journey-keys'];
type Shown = RouteOut<Shape>['items'][number];
type Row = Omit<Shown, 'createdAt' | 'lastUsedAt' | 'revokedAt' | 'revision'> & {
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
};

const COUNTED_DAYS = 30;
/** Letters of a key that people may see for good: `hsk_` and six more. */
const SEEN_LETTERS = 10;

/** Another key. It is answered this once; what is kept of it cannot be turned back into it. */
export async function createKey(ctx: Ctx, draft: Draft): Promise<Shown & { secret: string }> {
  const { name, journeys, perMinute } = await readForm(ctx, keyForm, draft);
  const [id, secret] = [newId('jky'), `hsk_${randomBytes(32).toString('base64url')}`];
  await sql`
    insert into journeys.api_key (id, name, hash, begins, journeys, per_minute, created_at, created_by)
    values (${id}, ${name}, ${hashOf(ctx, secret)}, ${secret.slice(0, SEEN_LETTERS)}, ${someOf(journeys)}::text[],
      ${perMinute}, ${ctx.now()}, ${whoActs(ctx)})
  `.execute(ctx.db);
  return { ...(await mustReadKey(ctx, id)), secret };
}

export async function changeKey(ctx: Ctx, id: string, draft: Draft): Promise<Shown> {
  const before = await mustReadKey(ctx, id);
  if (before.revokedAt !== null) throw journeyErrors.error('key_revoked');
  const stored = { journeys: before.journeys?.map(({ id: journey }) => journey) ?? null };
  const { name, journeys, perMinute } = await readForm(ctx, keyForm, draft, { stored });
  await sql`
    update journeys.api_key set name = ${name}, journeys = ${someOf(journeys)}::text[], per_minute = ${perMinute}
    where id = ${id} and revoked_at is null
  `.execute(ctx.db);
  return mustReadKey(ctx, id);
}

/** Once, and for good: who lost one makes another. */
export async function revokeKey(ctx: Ctx, id: string): Promise<Shown> {
  await sql`
    update journeys.api_key set revoked_at = ${ctx.now()}, revoked_by = ${whoActs(ctx)}
    where id = ${id} and revoked_at is null
  `.execute(ctx.db);
  return mustReadKey(ctx, id);
}

export async function listKeys(ctx: Ctx, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text']);
  const which = sql`strpos(lower(name), lower(${query.q?.trim() ?? ''})) > 0`;
  const rows = await read(
    ctx,
    sql`${which} and (${after?.[0] ?? null}::text is null or id < ${after?.[0] ?? null}) order by id desc limit ${limit + 1}`,
  );
  const page = toPage(rows, limit, (row) => [row.id], shown);
  return after ? page : { ...page, ...(await countUpTo(ctx, 1000, sql`select from journeys.api_key where ${which}`)) };
}

type Calls = (typeof journeyKeyContract)['GET /api/admin/journey-keys/:id/calls'];
type CallRow = Omit<RouteOut<Calls>['items'][number], 'at'> & { readonly at: Date };

/** What a system did with its key, the newest first. */
export async function listCalls(ctx: Ctx, id: string, query: RouteIn<Calls>['query']): Promise<RouteOut<Calls>> {
  await mustReadKey(ctx, id);
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['bigint']);
  const q = query.q?.trim() ?? '';
  const which = sql`c.key_id = ${id} and strpos(lower(c.idempotency_key || ' ' || coalesce(j.name, '')), lower(${q})) > 0`;
  const from = sql`journeys.api_call c left join journeys.journey j on j.id = c.journey_id`;
  const { rows } = await sql<CallRow>`
    select c.no::text as id, c.journey_id, coalesce(j.name, c.journey_id) as journey_name, c.at, c.idempotency_key,
      c.entered, c.left_out, c.unknown
    from ${from} where ${which} and (${after?.[0] ?? null}::bigint is null or c.no < ${after?.[0] ?? null}::bigint)
    order by c.no desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(
    rows,
    limit,
    (row) => [row.id],
    (row) => ({ ...row, at: row.at.toISOString() }),
  );
  return after ? page : { ...page, ...(await countUpTo(ctx, 10_000, sql`select from ${from} where ${which}`)) };
}

/** By a hash of it alone a key is found: nobody who reads the table can call with what stands there. */
export function hashOf(ctx: Ctx, secret: string): string {
  return ctx.crypto.blindIndex(secret, 'journey-key');
}

async function mustReadKey(ctx: Ctx, id: string): Promise<Shown> {
  const [row] = await read(ctx, sql`id = ${id}`);
  if (!row) throw journeyErrors.error('key_not_found');
  return shown(row);
}

async function read(ctx: Ctx, where: ReturnType<typeof sql>): Promise<readonly Row[]> {
  const since = new Date(ctx.now().getTime() - COUNTED_DAYS * DAY_MS);
  const { rows } = await sql<Row & { readonly anywhere: boolean }>`
    select id, name, begins, per_minute, created_at, created_by, last_used_at, revoked_at,
      (select coalesce(jsonb_agg(jsonb_build_object('id', asked.id, 'name', coalesce(j.name, asked.id)) order by place), '[]')
        from unnest(k.journeys) with ordinality as asked (id, place) left join journeys.journey j on j.id = asked.id
      ) as journeys, k.journeys is null as anywhere,
      (select count(*)::int from journeys.api_call c where c.key_id = k.id and c.at > ${since}) as calls,
      (select coalesce(sum(c.entered), 0)::int from journeys.api_call c where c.key_id = k.id and c.at > ${since}) as entered
    from journeys.api_key k where ${where}
  `.execute(ctx.db);
  return rows.map(({ anywhere, journeys, ...row }) => ({ ...row, journeys: anywhere ? null : journeys }));
}

function shown(row: Row): Shown {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}

const someOf = (journeys: readonly string[] | null) =>
  journeys === null || journeys.length === 0 ? null : [...journeys];
