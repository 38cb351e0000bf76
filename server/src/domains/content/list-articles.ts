import type { contentContract } from '@huoshui/contracts/content';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import { sql } from 'kysely';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { type ArticleRow, COLUMNS } from './article.ts';
import { present } from './present.ts';

type Shape = (typeof contentContract)['GET /api/admin/articles'];

const MOST_COUNTED = 10_000;
const STATE = sql.raw(
  `case when a.published is null then 'draft' when a.withdrawn_at is null then 'published' else 'withdrawn' end`,
);

/** The newest first; found by what is edited: title, sentence and ingredients. */
export async function listArticles(ctx: Ctx, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const { limit = 20, kind = null, state = null } = query;
  const after = decodeCursor(query.cursor, ['text']);
  const q = query.q?.trim() || null;
  const which = sql`(${kind}::text is null or a.values->>'kind' = ${kind}) and (${state}::text is null or ${STATE} = ${state})
    and (${q}::text is null or strpos(lower(a.values->>'title'), lower(${q})) > 0 or strpos(lower(a.values->>'summary'), lower(${q})) > 0
      or exists (select from jsonb_path_query(a.values, '$.ingredients[*].name') as i where strpos(lower(i #>> '{}'), lower(${q})) > 0))`;
  const { rows } = await sql<ArticleRow>`
    select ${COLUMNS} from content.article a where ${which} ${after ? sql`and a.id < ${after[0]}` : sql``} order by a.id desc limit ${limit + 1}
  `.execute(ctx.db);
  const shown = new Map((await present(ctx, rows)).map((row) => [row.id, row]));
  const page = toPage(
    rows,
    limit,
    ({ id }) => [id],
    ({ id }) => shown.get(id),
  );
  const counted = after ? {} : await countUpTo(ctx, MOST_COUNTED, sql`select from content.article a where ${which}`);
  return { ...page, items: page.items.flatMap((row) => row ?? []), ...counted };
}
