import { sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import { analyticsErrors } from '../errors.ts';
import { meOf, mineOrShared } from './mine.ts';
import { questionsOn } from './question.ts';
import { holdDashboard, putTiles, type Tile } from './tiles.ts';

type Row = {
  readonly id: string;
  readonly name: string;
  readonly shared: boolean;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly createdAt: Date;
};

type Named = { readonly name: string; readonly shared: boolean };

export async function createDashboard(ctx: Ctx, { name, shared }: Named) {
  const [id, me] = [newId('dsh'), meOf(ctx)];
  await sql`
    insert into analytics.dashboard (id, name, shared, owner_id, owner_name, created_at)
    values (${id}, ${name.trim()}, ${shared}, ${me.id}, ${me.name}, ${ctx.now()})
  `.execute(ctx.db);
  return readDashboard(ctx, id);
}

/** @throws analytics.no_dashboard, analytics.not_yours, analytics.no_question, analytics.bad_tiles */
export async function putDashboard(
  ctx: Ctx,
  id: string,
  { name, shared, tiles }: Named & { readonly tiles: readonly Tile[] },
) {
  await holdDashboard(ctx, id);
  await sql`update analytics.dashboard set name = ${name.trim()}, shared = ${shared} where id = ${id}`.execute(ctx.db);
  await putTiles(ctx, id, tiles);
  return readDashboard(ctx, id);
}

export async function forgetDashboard(ctx: Ctx, id: string): Promise<string> {
  await holdDashboard(ctx, id);
  const { rows } = await sql<{ name: string }>`delete from analytics.dashboard where id = ${id} returning name`.execute(
    ctx.db,
  );
  return rows[0]?.name ?? '';
}

const columns = sql.raw('d.id, d.name, d.shared, d.owner_id, d.owner_name, d.created_at');

/** @throws analytics.no_dashboard */
export async function readDashboard(ctx: Ctx, id: string) {
  const { rows } = await sql<Row>`
    select ${columns} from analytics.dashboard d where d.id = ${id} and ${mineOrShared(ctx, 'd')}
  `.execute(ctx.db);
  const [row] = rows;
  if (!row) throw analyticsErrors.error('no_dashboard', { id });
  const questions = await questionsOn(ctx, id);
  const tiles = await sql<Tile>`
    select question_id, x, y, w, h from analytics.tile where dashboard_id = ${id} order by y, x, question_id
  `.execute(ctx.db);
  return {
    ...present(ctx, row),
    tiles: tiles.rows.flatMap(({ questionId, ...place }) => {
      const question = questions.get(questionId);
      return question ? [{ question, ...place }] : [];
    }),
  };
}

type Asked = {
  readonly q?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

export async function listDashboards(ctx: Ctx, { q, cursor, limit = 20 }: Asked) {
  const after = decodeCursor(cursor, ['text'])?.[0] ?? null;
  const which = sql`${mineOrShared(ctx, 'd')} and (${q?.trim() || null}::text is null or strpos(lower(d.name), lower(${q?.trim() || null})) > 0)`;
  const { rows } = await sql<Row & { tiles: number }>`
    select ${columns}, (select count(*)::int from analytics.tile where dashboard_id = d.id) as tiles
    from analytics.dashboard d where ${which} and (${after}::text is null or d.id < ${after}) order by d.id desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(
    rows,
    limit,
    (row) => [row.id],
    ({ tiles, ...row }) => ({ ...present(ctx, row), tiles }),
  );
  return after === null
    ? { ...page, ...(await countUpTo(ctx, 10_000, sql`select from analytics.dashboard d where ${which}`)) }
    : page;
}

function present(ctx: Ctx, { ownerId, ownerName, createdAt, ...row }: Row) {
  return { ...row, mine: ownerId === meOf(ctx).id, owner: ownerName, createdAt: createdAt.toISOString() };
}
