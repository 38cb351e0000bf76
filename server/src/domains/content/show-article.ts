import type { contentContract } from '@huoshui/contracts/content';
import type { RouteOut } from '@huoshui/contracts/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { findProductSkus, type SkuFacts, sellsFor } from '../catalog/index.ts';
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
  const cooked = (published.ingredients ?? []).flatMap(({ product }) => product ?? []);
  const [found, skus, liking] = await Promise.all([
    ids.length === 0 ? [] : goods(ctx, ids),
    cooked.length === 0 ? new Map<string, readonly SkuFacts[]>() : findProductSkus(ctx, cooked),
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
    recipe: kind === 'recipe' ? recipeOf(published, cards, skus) : null,
  };
}

function recipeOf(
  { minutes, servings, ingredients, steps }: ArticleValues,
  cards: ReadonlyMap<string, Card>,
  skus: ReadonlyMap<string, readonly SkuFacts[]>,
): Recipe {
  return {
    minutes,
    servings,
    ingredients: (ingredients ?? []).map(({ name, amount, product }) => {
      const card = (product === null ? undefined : cards.get(product)) ?? null;
      const sku = card === null ? undefined : skus.get(card.id)?.find((one) => one.available > 0 || one.atStores > 0);
      return {
        ...{ name, amount: amount ?? '', card },
        state: product === null ? 'plain' : card === null ? 'off_sale' : sku === undefined ? 'sold_out' : 'buyable',
        sku: sku === undefined ? null : { id: sku.id, values: [...sku.values], price: sellsFor(sku) },
      };
    }),
    steps: [...(steps ?? [])],
  };
}
