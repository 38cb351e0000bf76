import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { momentContract } from '@huoshui/contracts/moments';
import { sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { mustFindMoment } from './queries.ts';

type Shape = (typeof momentContract)['GET /api/admin/moments/:id/senders'];
type Shown = RouteOut<Shape>['items'][number];
type Row = Omit<Shown, 'publishedAt'> & { readonly publishedAt: Date | null };

/** Who is asked to publish it, how far she is, and what her customers said. */
export async function listSenders(ctx: Ctx, id: string, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const { no, state, stopAt } = await mustFindMoment(ctx, id);
  const waits = state === 'creating' || (state === 'running' && stopAt !== null && stopAt > ctx.now());
  const unpublished: Shown['state'] = state === 'planned' ? 'planned' : waits ? 'waiting' : 'unpublished';
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text']);
  const from = sql`scrm.moment_sender t left join scrm.staff s on s.userid = t.userid`;
  const which = sql`t.moment_no = ${no} and strpos(lower(coalesce(s.name, '') || ' ' || t.userid), lower(${query.q?.trim() ?? ''})) > 0`;
  const { rows } = await sql<Row>`
    select t.userid, coalesce(s.name, t.userid) as staff, t.planned, t.shown, t.likes, t.comments, t.published_at,
      case when t.published_at is not null then 'published' when t.refused then 'refused' else ${unpublished} end as state
    from ${from} where ${which} ${after ? sql`and t.userid > ${after[0]}` : sql``} order by t.userid limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(
    rows,
    limit,
    ({ userid }) => [userid],
    (row) => ({ ...row, publishedAt: row.publishedAt?.toISOString() ?? null }),
  );
  return after ? page : { ...page, ...(await countUpTo(ctx, 10_000, sql`select from ${from} where ${which}`)) };
}
