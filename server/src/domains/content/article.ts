import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { ArticleValues } from './article-form.ts';
import { contentErrors } from './errors.ts';

export type ArticleRow = {
  readonly id: string;
  readonly values: ArticleValues;
  readonly saves: number;
  readonly published: ArticleValues | null;
  readonly publishedSaves: number | null;
  readonly firstPublishedAt: Date | null;
  readonly publishedAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export const COLUMNS = sql.raw(
  `a.id, a.values, a.saves, a.published, a.published_saves, a.first_published_at, a.published_at, a.withdrawn_at, a.created_at, a.updated_at`,
);
/** Shoppers can read it. */
export const OPEN = sql.raw('a.published is not null and a.withdrawn_at is null');

export async function findArticles(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, ArticleRow>> {
  const { rows } = await sql<ArticleRow>`
    select ${COLUMNS} from content.article a where a.id = any(${[...new Set(ids)]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Throws `content.not_found`. */
export async function mustFind(ctx: Ctx, id: string): Promise<ArticleRow> {
  const row = (await findArticles(ctx, [id])).get(id);
  if (row === undefined) throw contentErrors.error('not_found', { id });
  return row;
}

export function stateOf({ published, withdrawnAt }: Pick<ArticleRow, 'published' | 'withdrawnAt'>) {
  if (published === null) return 'draft';
  return withdrawnAt === null ? 'published' : 'withdrawn';
}
