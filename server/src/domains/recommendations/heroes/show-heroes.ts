import type { RouteOut } from '@huoshui/contracts/contract';
import type { recommendationContract } from '@huoshui/contracts/recommendations';
import type { Ctx } from '../../../platform/ctx.ts';
import { getSetting } from '../../../platform/settings.ts';
import { shareInterval } from '../../../platform/share-interval.ts';
import type { Ports } from '../recommended.ts';
import { heroRules } from './hero-rules.ts';
import { propose, type Rate } from './propose.ts';
import { readWeeks } from './weeks.ts';

type Shown = RouteOut<(typeof recommendationContract)['GET /api/admin/heroes']>;
type Figures = Shown['proposed'][number];

const MOST_PROPOSED = 40;

/** What would be proposed now with its figures, and the lists of the last weeks as they were made. */
export async function showHeroes(ctx: Ctx, ports: Pick<Ports, 'cards'>): Promise<Shown> {
  const values = await getSetting(ctx, heroRules);
  const weeks = await readWeeks(ctx);
  const found = await propose(ctx, ports.cards, values.priceTo);
  const names = await ctx.names(
    ctx,
    weeks.flatMap(({ heroes }) => heroes.map(({ productId }) => ({ of: 'product' as const, id: productId }))),
  );
  const shown = new Set(weeks[0]?.heroes.map(({ productId }) => productId));
  const cards = new Map(found.cards.map((card) => [card.id, card]));
  return {
    ...{ on: values.on, priceTo: values.priceTo, most: values.most },
    proposed: found.proposed.slice(0, MOST_PROPOSED).map((one) => ({
      ...figuresOf(one.productId, one),
      name: cards.get(one.productId)?.name ?? '',
      price: cards.get(one.productId)?.price ?? null,
      pinned: values.pinned?.includes(one.productId) ?? false,
      shown: shown.has(one.productId),
    })),
    weeks: weeks.map(({ week, madeAt, madeBy, heroes }) => ({
      ...{ week, madeBy, madeAt: madeAt.toISOString() },
      items: heroes.map((one) => ({
        ...figuresOf(one.productId, one),
        name: names('product', one.productId)?.zh ?? '',
        price: null,
        pinned: one.pinned,
        shown: true,
      })),
    })),
  };
}

function figuresOf(
  productId: string,
  { buyers, again }: Rate,
): Pick<Figures, 'productId' | 'buyers' | 'again' | 'rate'> {
  const interval = shareInterval(again, buyers);
  return { productId, buyers, again, rate: interval && { share: again / buyers, ...interval } };
}
