import type { RouteOut } from '@huoshui/contracts/contract';
import type { BlockContents } from '@huoshui/contracts/page-blocks';
import type { recommendationContract } from '@huoshui/contracts/recommendations';
import type { pageKind } from '@huoshui/contracts/words/pages';
import type { Ctx } from '../../platform/ctx.ts';

export type Her = { readonly memberId: string; readonly personNo: number };
export type PageKind = keyof typeof pageKind;
/** Which page is shown, and the goods that it is about. */
export type Place = { readonly kind: PageKind; readonly product: string | null; readonly category: string | null };

export type Card = BlockContents['showcase']['items'][number];
export type CardQuery = {
  readonly ids?: string;
  readonly categoryId?: string;
  readonly tag?: string;
  readonly sort?: 'sold' | 'new';
  readonly promoted?: boolean;
  readonly inStock?: boolean;
  readonly limit: number;
};
export type Recommended = RouteOut<(typeof recommendationContract)['GET /api/shop/recommendations']>['items'][number];
type Activity = BlockContents['activities']['items'][number];
type Goods = BlockContents['flash_sale']['goods'];
export type ArticleCard = BlockContents['articles']['items'][number] & {
  /** Null: it is none. */
  readonly recipe: Pick<BlockContents['recipe'], 'minutes' | 'servings' | 'ingredients'> | null;
};
/** These, in their order; or so many of the newest. */
export type ArticleQuery =
  | { readonly ids: readonly string[] }
  | { readonly newest: number; readonly kind: 'recipe' | null };
type Shown = NonNullable<BlockContents['theme']['tomorrow']>;
/** A day's theme, and the goods it puts in front. */
type ThemeOfDay = { readonly shown: Omit<Shown, 'reminded'>; readonly products: readonly string[] };
type Beginning = {
  readonly of: 'flash_sale' | 'activity';
  readonly id: string;
  readonly activityId: string;
  readonly name: string;
  readonly at: Date;
  readonly reminded: boolean;
};
type Placed = BlockContents['slot']['items'];

/** What other domains know of what blocks show; handed over in `domains.ts`. */
export type Ports = {
  readonly products: (
    ctx: Ctx,
    query: CardQuery,
  ) => Promise<{ readonly items: Card[]; readonly nextCursor: string | null }>;
  readonly categories: (ctx: Ctx) => Promise<
    readonly {
      readonly id: string;
      readonly name: string;
      readonly parentId: string | null;
      readonly icon: string | null;
    }[]
  >;
  /** Of each of these persons what she may take or has taken, in their order. */
  readonly coupons: (ctx: Ctx, persons: readonly Her[]) => Promise<readonly BlockContents['coupons']['items'][]>;
  readonly activities: (ctx: Ctx, her: Her) => Promise<readonly (Activity & { readonly goods: Goods })[]>;
  /** `looks`: an operator looks, and nothing is counted. */
  readonly recommended: (
    ctx: Ctx,
    her: Her,
    asked: { readonly slot: 'guess' | 'next' | 'together'; readonly from: readonly string[]; readonly looks: boolean },
  ) => Promise<readonly Recommended[]>;
  /** This week's hero products, in their order, and what each may cost. */
  readonly heroes: (ctx: Ctx) => Promise<{ readonly ids: readonly string[]; readonly priceTo: number }>;
  readonly placed: (ctx: Ctx, her: Her, place: Place) => Promise<Placed>;
  /** A business day and the seven after it, each with its theme or none. */
  readonly themes: (ctx: Ctx, query: { readonly from: string }) => Promise<readonly (ThemeOfDay | null)[]>;
  /** Of these days those of which she is told: `day theme`. */
  readonly themesAwaited: (ctx: Ctx, her: Her, days: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Of what is shown to her what is still to begin, the soonest first. */
  readonly beginnings: (ctx: Ctx, her: Her) => Promise<readonly Beginning[]>;
  /** Of what the shop writes what is published. */
  readonly articles: (ctx: Ctx, query: ArticleQuery) => Promise<readonly ArticleCard[]>;
  /** Of these quizzes those that she may still take. */
  readonly quizzes: (
    ctx: Ctx,
    her: Her,
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, { readonly title: string; readonly text: string }>>;
};
