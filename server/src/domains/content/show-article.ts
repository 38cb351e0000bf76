import type { contentContract } from '@huoshui/contracts/content';
import type { RouteOut } from '@huoshui/contracts/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { mustFind } from './article.ts';
import { type ArticleValues, productsOf } from './article-form.ts';
import { contentErrors } from './errors.ts';
import { type Her, readLiking } from './likes.ts';

type Shown = RouteOut<(typeof contentContract)['GET /api/shop/articles/:id']>;
type Recipe = NonNullable<Shown['recipe']>;
type Card = Shown['body'][number]['items'][number];

/** Of these products those that can be seen in the shop now, sold out or not. */
export type Goods = (ctx: Ctx, ids: readonly string[]) => Promise<readonly Card[]>;

/** What was published, with its goods as they stand at this moment. Throws `content.not_found`. */
export async function showArticle(ctx: Ctx, goods: Goods, her: Her, id: string): Promise<Shown> {
  const { published, withdrawnAt, firstPublishedAt } = await mustFind(ctx, id);
  if (published === null || withdrawnAt !== null || firstPublishedAt === null)
    throw contentErrors.error('not_found', { id });
  const ids = productsOf(published);
  const [found, liking] = await Promise.all([
    ids.length === 0 ? [] : goods(ctx, ids),
    readLiking(ctx, her.memberId, id),
  ]);
  const cards = new Map(found.map((card) => [card.id, card]));
  const { kind, title, summary, cover } = published;
  return {
    ...{ id, kind, title, ...liking },
    summary: summary ?? '',
    cover: cover ?? '',
    publishedAt: firstPublishedAt.toISOString(),
    body: published.body.map((part) => ({
      kind: part.kind,
      text: part.text ?? part.heading ?? part.caption ?? '',
      picture: part.picture,
      items: (part.products ?? []).flatMap((product) => cards.get(product) ?? []),
    })),
    recipe: kind === 'recipe' ? recipeOf(published, cards) : null,
  };
}

function recipeOf({ minutes, servings, ingredients, steps }: ArticleValues, cards: ReadonlyMap<string, Card>): Recipe {
  return {
    minutes,
    servings,
    ingredients: (ingredients ?? []).map(({ name, amount, product }) => {
      const card = (product === null ? undefined : cards.get(product)) ?? null;
      return { name, amount: amount ?? '', card, state: product === null ? 'plain' : stateOf(card) };
    }),
    steps: [...(steps ?? [])],
  };
}

function stateOf(card: Card | null): Recipe['ingredients'][number]['state'] {
  if (card === null) return 'off_sale';
  if (card.soldOut) return 'sold_out';
  return card.skuId === null ? 'choose' : 'buyable';
}
