import type { Said, Words } from '@huoshui/contracts/words';
import type { CartAmounts } from './candidate.ts';
import type { Offer } from './offer.ts';
import { nestOf, spread, spreadNested } from './spread.ts';

/** Points that she wants to pay with: how many, how many she has, and the shop's rule. */
export type PointsOffer = Pick<Offer, 'id' | 'source'> & {
  readonly hint: { readonly label: Said; readonly badge: Words };
  readonly wanted: number;
  readonly has: number;
  /** So many points are a yuan. */
  readonly perYuan: number;
  /** Percent of the goods that points may pay, and the fewest that may be spent on an order. */
  readonly share: number;
  readonly least: number;
};

/** What points pay of the goods: fen by part of the cart. */
export type PointsSpent = {
  readonly points: number;
  readonly fen: number;
  readonly shares: readonly number[];
  /** As many as she may spend on this order. */
  readonly most: number;
  readonly has: number;
};

/**
 * Points pay last, of what every discount has left: like money, so that a threshold (free shipping too) that was reached
 * before stays reached. `left`: what each part still costs. Never more points than are wanted, never fen for none.
 */
export function spendPoints(offer: PointsOffer, cart: CartAmounts, left: readonly number[]): PointsSpent {
  const { wanted, has, perYuan, share, least } = offer;
  const goods = left.reduce((sum, some) => sum + some, 0);
  const most = atLeast(Math.min(has, Math.floor((Math.floor((goods * share) / 100) * perYuan) / 100)), least);
  const fen = Math.floor((atLeast(Math.min(wanted, most), least) * 100) / perYuan);
  const shares = fen === 0 ? left.map(() => 0) : spreadNested(fen, left, left, nestOf([...left.keys()], cart.parts));
  return { points: Math.ceil((fen * perYuan) / 100), fen, shares, most, has };
}

function atLeast(points: number, least: number): number {
  return points < least ? 0 : points;
}

/** The points of each line, by what they pay of it. */
export function pointsByLine(points: number, fen: readonly number[]): number[] {
  return spread(
    points,
    fen,
    fen.map(() => points),
  );
}
