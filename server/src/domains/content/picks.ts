import { words } from '@huoshui/contracts/words';
import { type Picks, pickNames } from '../../platform/form/names.ts';
import { findArticles, stateOf } from './article.ts';

/** One that nobody can read now is picked all the same: it may be published together with what leads there. */
export const contentPicks: Picks = {
  article: async (ctx, ids) =>
    pickNames(
      [...(await findArticles(ctx, ids)).values()].map((row) => ({
        id: row.id,
        name: (row.published ?? row.values).title,
        note: stateOf(row) === 'published' ? null : words('现在没有发布', 'not published now'),
      })),
    ),
  /** What is no recipe cannot be picked as one. */
  recipe: async (ctx, ids) =>
    pickNames(
      [...(await findArticles(ctx, ids)).values()]
        .filter((row) => (row.published ?? row.values).kind === 'recipe')
        .map((row) => ({
          id: row.id,
          name: (row.published ?? row.values).title,
          note: stateOf(row) === 'published' ? null : words('现在没有发布', 'not published now'),
        })),
    ),
};
