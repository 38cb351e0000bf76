import type { Quote as QuoteView } from '@huoshui/contracts/pricing';
import type { Static } from '@sinclair/typebox';
import { formatYuan } from '../../platform/money.ts';
import type { Applied, Rejected } from './explain.ts';
import type { OfferLayer } from './offer.ts';
import { memberPriceId, type Quote } from './quote.ts';

type View = Static<typeof QuoteView>;
type Discount = View['discounts'][number];

/**
 * A quote as shoppers and operators read it. `goodsAmount` is before any discount; `discountAmount` holds every
 * discount, shipping's too, so that `goodsAmount − discountAmount + shippingFee = payable`.
 */
export function presentQuote(quote: Quote): View {
  const { totals } = quote;
  const kinds = new Map(quote.applied.map((offer) => [offer.offerId, kindOf[offer.layer]]));
  return {
    lines: quote.lines.map((line) => ({
      skuId: line.skuId,
      quantity: line.quantity,
      unitPrice: line.listPrice,
      payable: line.payable,
      discounts: line.discounts.map(({ offerId, label, amount }) => ({
        kind: kinds.get(offerId) ?? memberPriceId,
        offerId,
        label,
        amount,
      })),
    })),
    goodsAmount: totals.list,
    discountAmount: totals.list - totals.goods + totals.shippingSaving,
    shippingFee: totals.shippingFee,
    payable: totals.payable,
    discounts: [...memberDiscount(quote), ...quote.applied.map(asDiscount)],
    couponIds: quote.applied.filter((offer) => !offer.automatic).map((offer) => offer.offerId),
    rejected: quote.rejected.map((offer) => ({
      offerId: offer.offerId,
      label: offer.label,
      reason: offer.reason,
      text: textOf(offer),
      needMore: offer.needMore,
    })),
    hint: nearestHint(quote),
  };
}

const kindOf: Readonly<Record<OfferLayer, string>> = { order: 'promotion', coupon: 'coupon', shipping: 'shipping' };

function memberDiscount({ totals }: Quote): Discount[] {
  if (totals.memberSaving === 0) return [];
  return [{ kind: memberPriceId, offerId: memberPriceId, label: '会员价', amount: totals.memberSaving }];
}

function asDiscount({ layer, offerId, label, saving }: Applied): Discount {
  return { kind: kindOf[layer], offerId, label, amount: saving };
}

function textOf({ reason, needMore, layer }: Rejected): string {
  if (reason === 'below_threshold') return `还差 ¥${formatYuan(needMore ?? 0)}`;
  if (reason === 'nothing_left' && layer === 'shipping') return '本单无需运费';
  return reasonTexts[reason];
}

const reasonTexts: Readonly<Record<Exclude<Rejected['reason'], 'below_threshold'>, string>> = {
  not_started: '未到使用时间',
  ended: '已过有效期',
  out_of_scope: '没有适用的商品',
  nothing_left: '没有可抵扣的金额',
  exclusive: '不与其他优惠同享',
  not_best: '已为你选用更优惠的组合',
  not_chosen: '可以使用，未选择',
};

/** The threshold that is nearest: free shipping, the next tier of what is used, or the first of what is not. */
function nearestHint(quote: Quote): View['hint'] {
  const { needMore } = quote.shipping;
  const pays = quote.totals.shippingFee > quote.totals.shippingSaving;
  const hints = [
    ...(needMore !== null && pays ? [{ needMore, gain: '免运费' }] : []),
    ...quote.applied.flatMap(({ nextTier, label }) =>
      nextTier === null ? [] : [{ needMore: nextTier.needMore, gain: `享「${label}」下一档` }],
    ),
    ...quote.rejected.flatMap((offer) =>
      offer.needMore === null
        ? []
        : [{ needMore: offer.needMore, gain: `${offer.automatic ? '享' : '可用'}「${offer.label}」` }],
    ),
  ].sort((a, b) => a.needMore - b.needMore);
  const nearest = hints[0];
  return nearest ? { needMore: nearest.needMore, text: `再买 ¥${formatYuan(nearest.needMore)} ${nearest.gain}` } : null;
}
