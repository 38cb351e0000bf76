import type { contentContract } from '@huoshui/contracts/content';
import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { OPEN } from './article.ts';
import type { ArticleValues } from './article-form.ts';

type Shape = (typeof contentContract)['GET /api/shop/articles'];
type Row = { readonly id: string; readonly published: ArticleValues; readonly firstPublishedAt: Date };

/** Most topics are read by nobody: those with most to read stand in front. */
const MOST_TOPICS = 20;

/** What shoppers can read, what was published last for the first time first: of a topic, of a kind, or recipes that cook a product. */
export async function listPublished(ctx: Ctx, query: RouteIn<Shape>['query']): Promise<RouteOut<Shape>> {
  const { limit = 20, kind = null, topic = null, product = null } = query;
  const after = decodeCursor(query.cursor, ['instant', 'text']);
  const cooked = product === null ? null : JSON.stringify([{ product }]);
  const { rows } = await sql<Row>`
    select a.id, a.published, a.first_published_at from content.article a
    where ${OPEN} and (${kind}::text is null or a.published->>'kind' = ${kind})
      and (${topic}::text is null or a.published->'topics' ? ${topic}) and (${cooked}::jsonb is null or a.published->'ingredients' @> ${cooked}::jsonb)
      ${after ? sql`and (a.first_published_at, a.id) < (${after[0]}::timestamptz, ${after[1]})` : sql``}
    order by a.first_published_at desc, a.id desc limit ${limit + 1}
  `.execute(ctx.db);
  const page = toPage(
    rows,
    limit,
    ({ firstPublishedAt, id }) => [firstPublishedAt.toISOString(), id],
    ({ id, published: { kind, title, summary, cover } }) => ({
      ...{ id, kind, title, summary: summary ?? '', cover: cover ?? '' },
    }),
  );
  return { ...page, topics: after === null && product === null ? await topicsOf(ctx) : [] };
}

async function topicsOf(ctx: Ctx): Promise<string[]> {
  const { rows } = await sql<{ topic: string }>`
    select topic from content.article a cross join lateral jsonb_array_elements_text(
      case when jsonb_typeof(a.published->'topics') = 'array' then a.published->'topics' else '[]'::jsonb end) as topic
    where ${OPEN} group by topic order by count(*) desc, topic limit ${MOST_TOPICS}
  `.execute(ctx.db);
  return rows.map(({ topic }) => topic);
}
