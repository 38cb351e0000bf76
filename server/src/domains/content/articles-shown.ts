import type { articleKind } from '@huoshui/contracts/words/content';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { OPEN } from './article.ts';
import type { ArticleValues } from './article-form.ts';

type Kind = keyof typeof articleKind;
type Query = { readonly ids: readonly string[] } | { readonly newest: number; readonly kind: Kind | null };
type Shown = {
  readonly id: string;
  readonly kind: Kind;
  readonly title: string;
  readonly summary: string;
  readonly cover: string;
  readonly recipe: {
    readonly minutes: number | null;
    readonly servings: number | null;
    readonly ingredients: string[];
  } | null;
};

/** For pages: of what is published these, in their order, or so many that were published last for the first time. */
export async function articlesShown(ctx: Ctx, query: Query): Promise<readonly Shown[]> {
  const which =
    'ids' in query
      ? sql`a.id = any(${[...query.ids]}::text[])`
      : sql`(${query.kind}::text is null or a.published->>'kind' = ${query.kind})`;
  const { rows } = await sql<{ id: string; published: ArticleValues }>`
    select a.id, a.published from content.article a where ${which} and ${OPEN}
    order by a.first_published_at desc, a.id desc limit ${'ids' in query ? query.ids.length : query.newest}
  `.execute(ctx.db);
  if (!('ids' in query)) return rows.map(shown);
  return query.ids.flatMap((id) => rows.filter((row) => row.id === id).map(shown));
}

function shown({ id, published }: { readonly id: string; readonly published: ArticleValues }): Shown {
  const { kind, title, summary, cover, minutes, servings, ingredients } = published;
  const names = (ingredients ?? []).map(({ name }) => name);
  return {
    ...{ id, kind, title, summary: summary ?? '', cover: cover ?? '' },
    recipe: kind === 'recipe' ? { minutes, servings, ingredients: names } : null,
  };
}
