import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { Draft } from '@huoshui/contracts/form';
import type { posterContract } from '@huoshui/contracts/posters';
import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { type Picks, pickNames } from '../../platform/form/names.ts';
import { readForm } from '../../platform/form/read.ts';
import { newId } from '../../platform/ids.ts';
import { posterErrors } from './errors.ts';
import { type PosterValues, posterForm } from './poster-form.ts';

type Shape = (typeof posterContract)['GET /api/admin/posters'];
type View = RouteOut<Shape>['items'][number];
type Row = {
  readonly id: string;
  readonly name: string;
  readonly values: PosterValues;
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
  readonly made: number;
};

const COLUMNS = sql`p.id, p.name, p.values, p.archived_at, p.created_at,
  (select count(*)::int from posters.personal h where h.poster_id = p.id and h.picture is not null) as made`;

/** Throws `platform.bad_form`, `posters.name_taken`. */
export async function createPoster(ctx: Ctx, draft: Draft): Promise<View> {
  const values = await readForm(ctx, posterForm, draft);
  const id = newId('pst');
  const { rows } = await sql`
    insert into posters.poster (id, name, values, created_at)
    values (${id}, ${values.name}, ${JSON.stringify(values)}::jsonb, ${ctx.now()}) on conflict (lower(name)) do nothing returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw posterErrors.error('name_taken');
  return readPoster(ctx, id);
}

/** Who shares next has it as it is now; what was saved to a phone stays as it was. */
export async function changePoster(ctx: Ctx, id: string, draft: Draft): Promise<View> {
  const before = await mustFind(ctx, id);
  const values = await readForm(ctx, posterForm, draft, { stored: before.values });
  const { rows } = await sql`
    update posters.poster set name = ${values.name}, values = ${JSON.stringify(values)}::jsonb
    where id = ${id} and not exists (select from posters.poster where lower(name) = lower(${values.name}) and id <> ${id}) returning id
  `.execute(ctx.db);
  if (rows.length === 0) throw posterErrors.error('name_taken');
  return readPoster(ctx, id);
}

/** It is chosen no more; activities that have it keep it. */
export async function archivePoster(ctx: Ctx, id: string, archived: boolean): Promise<View> {
  await mustFind(ctx, id);
  await sql`
    update posters.poster set archived_at = ${archived ? ctx.now() : null} where id = ${id} and (archived_at is null) = ${archived}
  `.execute(ctx.db);
  return readPoster(ctx, id);
}

export async function readPoster(ctx: Ctx, id: string): Promise<View> {
  return present(await mustFind(ctx, id));
}

/** What it looks like; undefined for none. */
export async function findPoster(ctx: Ctx, id: string): Promise<PosterValues | undefined> {
  return (await findRow(ctx, id))?.values;
}

export async function listPosters(ctx: Ctx, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text']);
  const archived = query.state === undefined ? null : query.state === 'archived';
  const which = sql`strpos(lower(p.name), lower(${query.q?.trim() ?? ''})) > 0
    and (${archived}::boolean is null or (p.archived_at is not null) = ${archived})`;
  const { rows } = await sql<Row>`
    select ${COLUMNS} from posters.poster p where ${which} ${after ? sql`and p.id < ${after[0]}` : sql``} order by p.id desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(rows, limit, ({ id }) => [id], present);
  return after
    ? page
    : { ...page, ...(await countUpTo(ctx, 10_000, sql`select from posters.poster p where ${which}`)) };
}

async function findRow(ctx: Ctx, id: string): Promise<Row | undefined> {
  const { rows } = await sql<Row>`select ${COLUMNS} from posters.poster p where p.id = ${id}`.execute(ctx.db);
  return rows[0];
}

async function mustFind(ctx: Ctx, id: string): Promise<Row> {
  const row = await findRow(ctx, id);
  if (row === undefined) throw posterErrors.error('not_found', { id });
  return row;
}

function present({ id, name, values, archivedAt, createdAt, made }: Row): View {
  return {
    ...{ id, name, values, made },
    state: archivedAt === null ? 'live' : 'archived',
    sentence: posterForm.sentence(values, () => null),
    createdAt: createdAt.toISOString(),
  };
}

export const posterPicks: Picks = {
  poster: async (ctx, ids) => {
    const { rows } = await sql<{ id: string; name: string; archived: boolean }>`
      select id, name, archived_at is not null as archived from posters.poster where id = any(${[...ids]}::text[])
    `.execute(ctx.db);
    return pickNames(
      rows.map(({ archived, ...row }) => ({
        ...row,
        ended: archived,
        note: archived ? words('已停用', 'archived') : null,
      })),
    );
  },
};
