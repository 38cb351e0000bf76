import type { Quote as QuoteView } from '@huoshui/contracts/pricing';
import { bothOf, joinWords, type Words, words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { formatYuan } from '../../platform/money.ts';
import { hoursText } from '../../platform/week-hours.ts';
import type { Applied, Rejected } from './explain.ts';
import type { GivenGifts } from './gifts.ts';
import type { Missing } from './kind.ts';
import type { NamedDiscount, Quote } from './quote.ts';

type View = Static<typeof QuoteView>;
type Discount = View['discounts'][number];

/** A quote for who reads it, and the offers that it uses. */
export const quoted = { present: presentQuote, offers: usedOffers };

/**
 * A quote as shoppers and operators read it. `goodsAmount` is before any discount; `discountAmount` holds every
 * discount, shipping's too, so that `goodsAmount − discountAmount + shippingFee = payable`.
 */
export function presentQuote(quote: Quote): View {
  const { totals } = quote;
  return {
    lines: quote.lines.map((line) => ({
      skuId: line.skuId,
      quantity: line.quantity,
      unitPrice: line.listPrice,
      payable: line.payable,
      discounts: line.discounts.map(asDiscount),
    })),
    goodsAmount: totals.list,
    discountAmount: totals.list - totals.goods + totals.shippingSaving,
    shippingFee: totals.shippingFee,
    payable: totals.payable,
    discounts: usedOffers(quote).map(asDiscount),
    chosen: quote.applied.filter((offer) => !offer.automatic).map(({ source, offerId }) => ({ source, offerId })),
    rejected: quote.rejected.map((offer) => ({
      source: offer.source,
      offerId: offer.offerId,
      label: offer.label,
      reason: offer.reason,
      text: textOf(offer),
      missing: offer.missing?.need ?? null,
    })),
    hint: nearestHint(quote),
    points: presentPoints(quote.points),
  };
}

function presentPoints(points: Quote['points']): View['points'] {
  if (points === null) return null;
  return { used: points.points, saving: points.amount, most: points.most, has: points.has };
}

/** Every offer in use with what it gives, in the order taken off: prices of pieces first. */
function usedOffers(quote: Quote): NamedDiscount[] {
  const applied = quote.applied.map(({ source, offerId, label, badge, saving }) => ({
    source,
    offerId,
    label,
    badge,
    amount: saving,
  }));
  return [...quote.unitPrices, ...applied, ...(quote.points && quote.points.points > 0 ? [quote.points] : [])];
}

function asDiscount({ source, offerId, label, badge, amount }: NamedDiscount): Discount {
  return { source, offerId, label: bothOf(label), badge, amount };
}

function textOf({ reason, missing, layer, hours }: Rejected): Words {
  if (reason === 'below_threshold' && missing)
    return joinWords([words('还差', 'Short of'), needText(missing.need)], words(' ', ' '));
  if (hours) return joinWords([words('使用时段：', 'Only'), hoursText(hours)], words('', ' '));
  if (reason === 'nothing_left' && layer === 'shipping') return words('本单无需运费', 'This order ships free anyway');
  return reasonTexts[reason];
}

const reasonTexts: Readonly<Record<Rejected['reason'], Words>> = {
  below_threshold: words('还没达到使用门槛', 'Its threshold is not reached'),
  not_started: words('未到使用时间', 'Not yet valid'),
  ended: words('已过有效期', 'No longer valid'),
  outside_hours: words('不在使用时段', 'Not at this hour'),
  out_of_scope: words('没有适用的商品', 'For other goods'),
  nothing_left: words('没有可抵扣的金额', 'Nothing is left to take off'),
  exclusive: words('不与其他优惠同享', 'Not together with other offers'),
  not_best: words('已为你选用更优惠的组合', 'A better combination is used'),
  not_chosen: words('可以使用，未选择', 'Could be used, not chosen'),
  gift_gone: words('赠品已送完', 'No gift is left'),
};

function needText(need: Missing['need']): Words {
  if ('fen' in need) return words(`¥${formatYuan(need.fen)}`, `¥${formatYuan(need.fen)}`);
  return words(`${need.pieces} 件`, need.pieces === 1 ? '1 piece' : `${need.pieces} pieces`);
}

/** The step that is nearest: free shipping, the next one of what is used, or the first of what is not. */
function nearestHint(quote: Quote): View['hint'] {
  const { needMore, freeFrom } = quote.shipping;
  const pays = quote.totals.shippingFee > quote.totals.shippingSaving;
  const offers: readonly (Applied | Rejected | GivenGifts)[] = [...quote.applied, ...quote.gifts, ...quote.rejected];
  const hints = [
    ...(needMore !== null && pays
      ? [
          {
            away: needMore,
            need: { fen: needMore },
            of: freeFrom ?? needMore,
            gain: words(' 免运费', 'for free shipping'),
            goods: null,
          },
        ]
      : []),
    ...offers.flatMap(({ missing, fenAway, automatic, label, scope, layer }) =>
      missing === null
        ? []
        : [
            {
              away: fenAway,
              need: missing.need,
              of: missing.of,
              gain: layer === 'gift' ? giftOf(missing) : automatic ? gainOf(missing) : usable(label),
              goods: goodsOf(scope),
            },
          ],
    ),
  ].sort((a, b) => a.away - b.away);
  const [nearest] = hints;
  if (!nearest) return null;
  const { need, of, gain, goods } = nearest;
  const short = 'fen' in need ? need.fen : need.pieces;
  return {
    text: joinWords([words('再买 ', 'Buy'), needText(need), words('', 'more'), gain], words('', ' ')),
    missing: need,
    reached: of <= 0 ? 0 : Math.max(0, Math.min(100, Math.round(((of - short) / of) * 100))),
    goods,
  };
}

/** Where goods that count for it are found: the first of its categories or products. */
function goodsOf({ kind, ids, exceptProductIds }: Rejected['scope']) {
  if (kind !== 'categories' && kind !== 'products') return null;
  const id = kind === 'products' ? ids.find((one) => !exceptProductIds.includes(one)) : ids[0];
  if (id === undefined) return null;
  return kind === 'categories' ? ({ kind: 'category', id } as const) : ({ kind: 'product', id } as const);
}

function gainOf({ brings }: Missing): Words {
  return words(` 享${brings.zh}`, `for: ${brings.en}`);
}

function giftOf({ brings }: Missing): Words {
  return words(` ${brings.zh}`, `for: ${brings.en}`);
}

function usable(label: string): Words {
  return words(` 可用「${label}」`, `to use "${label}"`);
}
