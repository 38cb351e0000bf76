import { randomInt } from 'node:crypto';
import type { collectorContract } from '@huoshui/contracts/collectors';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Draft } from '@huoshui/contracts/form';
import { sql } from 'kysely';
import { addDays, shanghaiDay } from '../../platform/calendar.ts';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { readForm } from '../../platform/form/read.ts';
import { newId } from '../../platform/ids.ts';
import { collectorErrors } from './errors.ts';
import { hashOf } from './source.ts';
import { sourceForm } from './source-form.ts';

type Shape = (typeof collectorContract)['GET /api/admin/collectors'];
export type ShownSource = RouteOut<Shape>['items'][number];
type Instants = 'createdAt' | 'keyAt' | 'lastAt' | 'revokedAt';
type Row = Omit<ShownSource, 'revision' | Instants> & {
  readonly createdAt: Date;
  readonly keyAt: Date;
  readonly lastAt: Date | null;
  readonly revokedAt: Date | null;
};

const SEEN_LETTERS = 10;
const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Another source with its key, which is answered this once. */
export async function createSource(ctx: Ctx, draft: Draft): Promise<ShownSource & { key: string }> {
  const values = await readForm(ctx, sourceForm, draft);
  const id = newId('col');
  const { rows } = await sql<{ no: number }>`
    insert into collectors.source (id, name, vendor, place, naming, listing, names, attributes, visitors_a_day, created_at, created_by)
    values (${id}, ${values.name}, ${values.vendor}, ${values.place}, ${values.naming}, ${values.listing}, ${[...(values.names ?? [])]},
      ${[...(values.attributes ?? [])]}, ${values.visitorsADay}, ${ctx.now()}, ${whoActs(ctx)})
    returning no
  `.execute(ctx.db);
  const key = await makeKey(ctx, rows[0]?.no ?? 0);
  return { ...(await mustReadSource(ctx, id)), key };
}

/** Whose SDK it is stays: the key stands in the addresses of that one. */
export async function changeSource(ctx: Ctx, id: string, draft: Draft): Promise<ShownSource> {
  const before = await mustReadSource(ctx, id);
  if (before.revokedAt !== null) throw collectorErrors.error('is_revoked');
  const values = await readForm(ctx, sourceForm, { ...draft, vendor: before.vendor });
  await sql`
    update collectors.source set name = ${values.name}, place = ${values.place}, naming = ${values.naming}, listing = ${values.listing},
      names = ${[...(values.names ?? [])]}, attributes = ${[...(values.attributes ?? [])]}, visitors_a_day = ${values.visitorsADay}
    where id = ${id} and revoked_at is null
  `.execute(ctx.db);
  return mustReadSource(ctx, id);
}

/** Another key; what comes by the one before is refused from now on, and told. */
export async function renewKey(ctx: Ctx, id: string): Promise<ShownSource & { key: string }> {
  const { rows } = await sql<{ no: number; revoked: boolean }>`
    select no, revoked_at is not null as revoked from collectors.source where id = ${id} for update
  `.execute(ctx.db);
  if (!rows[0]) throw collectorErrors.error('not_found');
  if (rows[0].revoked) throw collectorErrors.error('is_revoked');
  await sql`update collectors.key set ended_at = ${ctx.now()} where source_no = ${rows[0].no} and ended_at is null`.execute(
    ctx.db,
  );
  const key = await makeKey(ctx, rows[0].no);
  return { ...(await mustReadSource(ctx, id)), key };
}

/** At once and for good. */
export async function revokeSource(ctx: Ctx, id: string): Promise<ShownSource> {
  await sql`
    update collectors.source set revoked_at = ${ctx.now()}, revoked_by = ${whoActs(ctx)} where id = ${id} and revoked_at is null
  `.execute(ctx.db);
  return mustReadSource(ctx, id);
}

/** Whether events of this name are taken from now on, whatever the list was for so far. */
export async function listName(
  ctx: Ctx,
  id: string,
  { name, isTaken }: { name: string; isTaken: boolean },
): Promise<ShownSource> {
  const before = await mustReadSource(ctx, id);
  if (before.revokedAt !== null) throw collectorErrors.error('is_revoked');
  await sql`
    update collectors.source set
      listing = case when listing = 'all' and not ${isTaken} then 'block' else listing end,
      names = case
        when listing = 'all' and not ${isTaken} then array[${name}]
        when (listing = 'allow') = ${isTaken} and listing <> 'all' then array(select distinct unnest(names || ${name}::text))
        else array_remove(names, ${name})
      end
    where id = ${id} and revoked_at is null
  `.execute(ctx.db);
  return mustReadSource(ctx, id);
}

export async function listSources(ctx: Ctx, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text']);
  const which = sql`strpos(lower(s.name || ' ' || s.vendor), lower(${query.q?.trim() ?? ''})) > 0`;
  const rows = await read(
    ctx,
    sql`${which} and (${after?.[0] ?? null}::text is null or s.id < ${after?.[0] ?? null}) order by s.id desc limit ${limit + 1}`,
  );
  const page = toPage(rows, limit, (row) => [row.id], shown);
  return after
    ? page
    : { ...page, ...(await countUpTo(ctx, 1000, sql`select from collectors.source s where ${which}`)) };
}

export async function mustReadSource(ctx: Ctx, id: string): Promise<ShownSource> {
  const [row] = await read(ctx, sql`s.id = ${id}`);
  if (!row) throw collectorErrors.error('not_found');
  return shown(row);
}

async function makeKey(ctx: Ctx, no: number): Promise<string> {
  const key = `hsc_${Array.from({ length: 32 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;
  await sql`
    insert into collectors.key (hash, source_no, begins, made_at) values (${hashOf(ctx, key)}, ${no}, ${key.slice(0, SEEN_LETTERS)}, ${ctx.now()})
  `.execute(ctx.db);
  return key;
}

const whoActs = ({ actor }: Ctx): string => (actor.kind === 'operator' ? actor.name : '');
const NO_REFUSAL = ['taken', 'duplicate', 'clock_ahead', 'no_time', 'props_cut', 'renamed'];
/** Days of `collectors.day d` that say why something was not taken. */
export const isRefusal = sql`not (d.what = any(${NO_REFUSAL}::text[]))`;

async function read(ctx: Ctx, where: ReturnType<typeof sql>): Promise<readonly Row[]> {
  const since = addDays(shanghaiDay(ctx.now()), -6);
  const sum = (what: ReturnType<typeof sql>) => sql`(
    select coalesce(sum(d.times), 0)::int from collectors.day d where d.source_no = s.no and d.day >= ${since}::date and ${what}
  )`;
  const { rows } = await sql<Row>`
    select s.id, s.name, s.vendor, s.place, s.naming, s.listing, s.names, s.attributes, s.visitors_a_day, s.created_at, s.created_by,
      s.revoked_at, s.last_at, k.begins, k.made_at as key_at, ${sum(sql`d.what = 'taken'`)} as taken, ${sum(isRefusal)} as refused
    from collectors.source s join collectors.key k on k.source_no = s.no and k.ended_at is null where ${where}
  `.execute(ctx.db);
  return rows.map(({ visitorsADay, ...row }) => ({ ...row, visitorsADay }));
}

function shown(row: Row): ShownSource {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    keyAt: row.keyAt.toISOString(),
    lastAt: row.lastAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
