import type { Said, Words } from '@huoshui/contracts/words';
import type { CartAmounts } from './candidate.ts';
import { type Applied, explainApplied, explainRejected, type Outcome, type Rejected } from './explain.ts';
import { type GiftFacts, type GivenGifts, giveGifts, type MissedGift } from './gifts.ts';
import type { Base, Funder, Offer } from './offer.ts';
import type { OfferRef } from './offer-source.ts';
import { type PointsOffer, type PointsSpent, pointsByLine, spendPoints } from './points.ts';
import type { UnitSplit } from './refund.ts';
import type { Used } from './search.ts';
import { missingForFreeShipping } from './shipping.ts';
import { type CartQuestion, type QuoteTotals, solve } from './solve.ts';
import { asTaken, byPoints, piecesAfter, type Taken, takenByLine } from './taken.ts';
import type { PricedLine, UnitPrice } from './unit-price.ts';

export type QuoteInput = CartQuestion & {
  /** Points that she pays with, after everything else. */
  readonly points?: PointsOffer | null;
  /** What is known of SKUs that rules may give; absent: any number is there. */
  readonly gifts?: GiftFacts | null;
};

/** A discount as the shopper reads it. */
export type NamedDiscount = OfferRef & { readonly label: Said; readonly badge: Words; readonly amount: number };

/**
 * One rule on one line: what it took off (`amount`) of how many `pieces`, what it looked at there (`base`, in fen), and who
 * bears it. What a line costs is its list price less these.
 */
export type Application = NamedDiscount & {
  /** The kind of discount, or the source of a price that no rule sets: `member_price`. */
  readonly kind: string;
  readonly pieces: number;
  readonly base: { readonly of: Base; readonly fen: number };
  readonly funder: Funder;
};

export type QuotedLine = {
  readonly lineId: string;
  readonly skuId: string;
  readonly productId: string;
  readonly quantity: number;
  readonly listPrice: number;
  readonly listAmount: number;
  readonly discounts: readonly Application[];
  readonly payable: number;
  /** What its pieces cost, in the order in which they would go back: `refundAmount` reads it. */
  readonly pieces: readonly UnitSplit[];
};

export type Quote = {
  readonly lines: readonly QuotedLine[];
  /** Prices of pieces that are used: what each saves, and on which pieces. */
  readonly unitPrices: readonly UsedPrice[];
  /** Prices that hold for this cart of SKUs that are not in it. */
  readonly extras: readonly UnitPrice[];
  /** What was taken off the shipping fee. */
  readonly shippingDiscounts: readonly Application[];
  /** What is used, in the order taken off; the ones with a `source` are claimed there when the order is placed. */
  readonly applied: readonly Applied[];
  /** Rules that give goods, with what they give; each is a line of the order that costs nothing. */
  readonly gifts: readonly GivenGifts[];
  /** Of what they give, what is not there. */
  readonly missedGifts: readonly MissedGift[];
  /** What points pay, by line; null where she was not asked. */
  readonly points: QuotedPoints | null;
  /** Every offer that is not used, and why. */
  readonly rejected: readonly Rejected[];
  /** `needMore`: fen of goods to free shipping; null when there is no such threshold. */
  readonly shipping: { readonly freeFrom: number | null; readonly needMore: number | null };
  readonly totals: QuoteTotals;
  /** `bounded` when the search stopped at its budget; the result is then the best seen, never worse than one offer alone. */
  readonly search: 'complete' | 'bounded';
};

export type QuotedPoints = NamedDiscount &
  Pick<PointsSpent, 'points' | 'most' | 'has'> & {
    readonly lines: readonly { readonly lineId: string; readonly points: number }[];
  };

export type UsedPrice = NamedDiscount & {
  readonly pieces: readonly { readonly skuId: string; readonly quantity: number }[];
};

/**
 * What these lines cost this shopper now, with every discount named and allocated. Pure and deterministic: list price,
 * cart, checkout and refund preview all ask here and agree. Integer fen throughout.
 *
 * Among all combinations that the stacking data allows, the one that costs least is used; ties go to the fewest spent
 * coupons, then the earliest expiry, then the lowest ids.
 *
 * @throws RangeError on a line without a positive whole quantity or with a price that is no whole fen.
 */
export function quote(input: QuoteInput): Quote {
  const solved = solve(input);
  const { unit, linesIn, cart, candidates, used, totals: before } = solved;
  const { lines } = unit;
  const gifts = giveGifts(
    input.offers.filter(givesGoods),
    { cart, used, linesIn, now: input.now },
    input.gifts ?? null,
  );
  const left = input.points ? leftOf(cart, used) : [];
  const spent = input.points ? spendPoints(input.points, cart, left) : null;
  const taken: readonly Taken[] = [
    ...used.map(asTaken),
    ...(input.points && spent ? [byPoints(input.points, spent, left, cart)] : []),
  ];
  const totals = spent === null ? before : paidWith(spent.fen, before);
  const outcome: Outcome = { cart, used, shippingFee: totals.shippingFee };
  const onLines = takenByLine(cart, taken);
  const piecesOf = piecesAfter(cart, taken);
  const quoted = new Map(
    lines.map((priced, at) => [
      priced.line.lineId,
      present(priced, onLines[at] ?? [], (payable) => piecesOf(at, payable)),
    ]),
  );
  return {
    lines: input.lines.flatMap(({ lineId }) => quoted.get(lineId) ?? []),
    unitPrices: usedPrices(lines),
    extras: unit.extras,
    shippingDiscounts: offShipping(used, totals.shippingFee),
    applied: explainApplied(outcome),
    gifts: gifts.given,
    missedGifts: gifts.missed,
    points: input.points && spent ? presentPoints(input.points, spent, quoted) : null,
    rejected: [
      ...unit.explainRejected(),
      ...explainRejected(outcome, candidates, input.now, solved.isChosen),
      ...gifts.rejected,
    ],
    shipping: {
      freeFrom: input.shipping?.freeFrom ?? null,
      needMore: missingForFreeShipping(input.shipping, { unit: cart.unitGoods, current: before.goods }),
    },
    totals,
    search: solved.complete ? 'complete' : 'bounded',
  };
}

function leftOf(cart: CartAmounts, used: readonly Used[]): number[] {
  return cart.unit.map((amount, at) => used.reduce((left, { shares }) => left - (shares?.[at] ?? 0), amount));
}

function paidWith(fen: number, totals: QuoteTotals): QuoteTotals {
  return { ...totals, goods: totals.goods - fen, payable: totals.payable - fen };
}

function presentPoints(
  { id, source, hint }: PointsOffer,
  { points, fen, most, has }: PointsSpent,
  quoted: ReadonlyMap<string, QuotedLine>,
): QuotedPoints {
  const lines = [...quoted.values()].map(({ lineId, discounts }) => ({
    lineId,
    fen: discounts.reduce((sum, one) => (one.source === source && one.offerId === id ? sum + one.amount : sum), 0),
  }));
  const shares = pointsByLine(
    points,
    lines.map((line) => line.fen),
  );
  return {
    ...nameOf(source, id, hint, fen),
    points,
    most,
    has,
    lines: lines.map(({ lineId }, at) => ({ lineId, points: shares[at] ?? 0 })),
  };
}

function givesGoods({ layer }: Offer): boolean {
  return layer === 'gift';
}

/** Each looks at the goods; what it takes is of what is left of the fee. */
function offShipping(used: readonly Used[], fee: number): Application[] {
  let left = fee;
  return used.flatMap(({ candidate: { offer }, saving }) => {
    if (offer.layer !== 'shipping') return [];
    const { id, source, hint, discount, funder = 'shop' } = offer;
    const base = { of: 'current', fen: left } as const;
    left -= saving;
    return [{ ...nameOf(source, id, hint, saving), kind: discount.kind.kind, pieces: 0, base, funder }];
  });
}

function present(
  priced: PricedLine,
  taken: readonly Application[],
  piecesOf: (payable: number) => UnitSplit[],
): QuotedLine {
  const { line, listAmount, unitAmount } = priced;
  const discounts = pricesOf(priced).map((one) => ofPrice(one, line.listPrice));
  let payable = unitAmount;
  for (const one of taken) {
    discounts.push(one);
    payable -= one.amount;
  }
  const { lineId, skuId, productId, listPrice, quantity } = line;
  const pieces = piecesOf(payable);
  return { lineId, skuId, productId, quantity, listPrice, listAmount, discounts, payable, pieces };
}

/** The prices of pieces on one line, with what each saves there. */
function pricesOf({ line, pieces }: PricedLine) {
  const found: PriceOnLine[] = [];
  for (const { by, count, unitPrice } of pieces)
    if (by !== null) found.push({ by, count, saving: count * (line.listPrice - unitPrice) });
  return found;
}

type PriceOnLine = { readonly by: UnitPrice; readonly count: number; readonly saving: number };

function ofPrice({ by, count, saving }: PriceOnLine, listPrice: number): Application {
  const { source, offerId, label, badge, kind = source, funder = 'shop' } = by;
  const base = { of: 'list', fen: count * listPrice } as const;
  return { source, offerId, label, badge, amount: saving, kind, pieces: count, base, funder };
}

function usedPrices(lines: readonly PricedLine[]): UsedPrice[] {
  type Sum = { readonly by: UnitPrice; amount: number; readonly pieces: { skuId: string; quantity: number }[] };
  const used = new Map<string, Sum>();
  for (const priced of lines) {
    for (const { by, count, saving } of pricesOf(priced)) {
      const key = `${by.source} ${by.offerId}`;
      const sum = used.get(key) ?? { by, amount: 0, pieces: [] };
      sum.amount += saving;
      sum.pieces.push({ skuId: priced.line.skuId, quantity: count });
      used.set(key, sum);
    }
  }
  return [...used.values()].map(({ by: { source, offerId, label, badge }, amount, pieces }) => {
    return { source, offerId, label, badge, amount, pieces };
  });
}

function nameOf(
  source: string,
  offerId: string,
  { label, badge }: { readonly label: Said; readonly badge: Words },
  amount: number,
): NamedDiscount {
  return { source, offerId, label, badge, amount };
}
