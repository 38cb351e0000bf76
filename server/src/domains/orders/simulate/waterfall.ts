import type { simulationContract } from '@huoshui/contracts/simulations';
import { bothOf } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { type Application, type OfferRef, type Quote, quoted } from '../../pricing/index.ts';
import type { Priced } from '../price.ts';

type Waterfall = Static<(typeof simulationContract)['POST /api/admin/simulations']['ok']>['quote'];
type Step = Waterfall['steps'][number];

/** A quote in the order in which a price comes about: each rule once, in its layer, with all that it fell on. */
export function waterfallOf(
  { quote, skus }: Pick<Priced, 'quote' | 'skus'>,
  isSupposed: (ref: OfferRef) => boolean,
): Waterfall {
  const view = quoted.present(quote);
  const { totals, points } = quote;
  return {
    lines: quote.lines.map(({ skuId, quantity, listPrice, payable, pieces }) => ({
      ...{ skuId, quantity, listPrice, payable },
      units: pieces.flatMap(unitsOf),
    })),
    steps: stepsOf(quote, isSupposed),
    gifts: quote.gifts.flatMap((rule) =>
      rule.items.map(({ skuId, quantity, wanted, worth }) => ({
        ...{ offerId: rule.offerId, label: bothOf(rule.label), badge: rule.badge, supposed: isSupposed(rule) },
        ...{ skuId, name: skus.get(skuId)?.name ?? '', quantity, short: wanted - quantity, worth },
      })),
    ),
    list: totals.list,
    goods: totals.goods,
    shippingFee: totals.shippingFee,
    payable: totals.payable,
    freeShipping: { from: quote.shipping.freeFrom, needMore: quote.shipping.needMore },
    points: points && { used: points.points, most: points.most, has: points.has },
    chosen: view.chosen,
    rejected: quote.rejected.map((one, at) => {
      const { layer, source, offerId, label, badge, automatic, reason, missing } = one;
      return {
        ...{ layer, source, offerId, label, badge, automatic, reason },
        supposed: isSupposed(one),
        text: view.rejected[at]?.text ?? badge,
        missing: missing?.need ?? null,
        instead: one.instead === null ? null : labelOf(quote, one.instead),
      };
    }),
    bounded: quote.search === 'bounded',
  };
}

/** What pieces cost that cost alike: the dearer by a fen stand by themselves. */
function unitsOf({ quantity, unitAmount, plusOneUnits }: Quote['lines'][number]['pieces'][number]) {
  const all = [
    { count: quantity - plusOneUnits, fen: unitAmount },
    { count: plusOneUnits, fen: unitAmount + 1 },
  ];
  return all.filter(({ count }) => count > 0);
}

function labelOf({ applied, unitPrices }: Quote, offerId: string) {
  const used = [...applied, ...unitPrices].find((one) => one.offerId === offerId);
  return used === undefined ? null : bothOf(used.label);
}

function stepsOf(quote: Quote, isSupposed: (ref: OfferRef) => boolean): Step[] {
  const layers = new Map<string, Step['layer']>([
    ...quote.unitPrices.map((one) => [keyOf(one), 'unit'] as const),
    ...quote.applied.map((one) => [keyOf(one), one.layer] as const),
    ...(quote.points ? [[keyOf(quote.points), 'points'] as const] : []),
  ]);
  const steps = new Map<string, Step>();
  const put = (skuId: string | null, one: Application) => {
    const { source, offerId, label, badge, funder, base, pieces, amount } = one;
    const { amount: before = 0, on = [] } = steps.get(keyOf(one)) ?? {};
    steps.set(keyOf(one), {
      layer: layers.get(keyOf(one)) ?? 'order',
      ...{ source, offerId, badge, funder },
      label: bothOf(label),
      amount: before + amount,
      supposed: isSupposed(one),
      on: [...on, { skuId, pieces, looksAt: base.of, base: base.fen, amount }],
    });
  };
  for (const { skuId, discounts } of quote.lines) for (const one of discounts) put(skuId, one);
  for (const one of quote.shippingDiscounts) put(null, one);
  return [...layers.keys()].flatMap((key) => steps.get(key) ?? []);
}

function keyOf({ source, offerId }: OfferRef): string {
  return `${source} ${offerId}`;
}
