import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { analyticsErrors } from '../errors.ts';
import { meOf, mineOrShared } from './mine.ts';

export type Tile = {
  readonly questionId: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
};

/** More would be read by nobody, and asked all at once. */
const MOST_TILES = 40;

/** Below all others; a question that stands there stays where it is. @throws analytics.not_yours, no_dashboard, full */
export async function pinAt(ctx: Ctx, dashboardId: string, questionId: string): Promise<void> {
  await holdDashboard(ctx, dashboardId);
  await sql`
    insert into analytics.tile (dashboard_id, question_id, x, y, w, h)
    select ${dashboardId}, q.id, 0, least(coalesce((select max(y + h) from analytics.tile where dashboard_id = ${dashboardId}), 0), 999), 6, 6
    from analytics.question q where q.id = ${questionId} and ${mineOrShared(ctx, 'q')}
    on conflict do nothing
  `.execute(ctx.db);
  const { rows } = await sql<{ tiles: number; there: boolean }>`
    select count(*)::int as tiles, coalesce(bool_or(question_id = ${questionId}), false) as there from analytics.tile where dashboard_id = ${dashboardId}
  `.execute(ctx.db);
  if (!rows[0]?.there) throw analyticsErrors.error('no_question', { id: questionId });
  if (rows[0].tiles > MOST_TILES) throw analyticsErrors.error('full', { most: MOST_TILES });
}

/** These and no others. A question that is new on it must be one that she may see; one that stood there already stays. */
export async function putTiles(ctx: Ctx, dashboardId: string, tiles: readonly Tile[]): Promise<void> {
  const ids = tiles.map(({ questionId }) => questionId);
  const { rows } = await sql<{ id: string }>`
    select q.id from analytics.question q where q.id = any(${ids}::text[]) and (${mineOrShared(ctx, 'q')}
      or exists (select from analytics.tile t where t.dashboard_id = ${dashboardId} and t.question_id = q.id))
  `.execute(ctx.db);
  const known = new Set(rows.map(({ id }) => id));
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) throw analyticsErrors.error('no_question', { id: unknown });
  if (known.size < ids.length || tiles.some(({ x, w }) => x + w > 12)) throw analyticsErrors.error('bad_tiles');
  await sql`delete from analytics.tile where dashboard_id = ${dashboardId}`.execute(ctx.db);
  if (tiles.length === 0) return;
  await sql`
    insert into analytics.tile (dashboard_id, question_id, x, y, w, h)
    select ${dashboardId}, * from unnest(${ids}::text[], ${tiles.map(({ x }) => x)}::int[], ${tiles.map(({ y }) => y)}::int[],
      ${tiles.map(({ w }) => w)}::int[], ${tiles.map(({ h }) => h)}::int[])
  `.execute(ctx.db);
}

/** Holds it for a change. @throws analytics.no_dashboard, analytics.not_yours */
export async function holdDashboard(ctx: Ctx, id: string): Promise<void> {
  const { rows } = await sql<{ name: string; ownerId: string }>`
    select name, owner_id from analytics.dashboard d where id = ${id} and ${mineOrShared(ctx, 'd')} for no key update
  `.execute(ctx.db);
  if (!rows[0]) throw analyticsErrors.error('no_dashboard', { id });
  if (rows[0].ownerId !== meOf(ctx).id) throw analyticsErrors.error('not_yours', { name: rows[0].name });
}
