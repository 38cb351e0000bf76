import type { Field, ValuesOf } from '@huoshui/contracts/form';
import type { Words } from '@huoshui/contracts/words';
import type { Form } from '../../platform/form/form.ts';
import type { OfferLayer, Scope, Stacking } from './offer.ts';

/** Equal pieces of one line: one SKU at one price. Runs of a line stand together, dearest first; amounts in fen a piece. */
export type Run = {
  readonly line: number;
  readonly skuId: string;
  readonly productId: string;
  readonly count: number;
  readonly listPrice: number;
  /** After the unit-price layer. */
  readonly unitPrice: number;
};

/** Indexes of runs by what a piece costs, dearest first: in this order pieces are laid out. */
export function dearestFirst(runs: readonly Run[]): number[] {
  return [...runs.keys()].sort((a, b) => (runs[b]?.unitPrice ?? 0) - (runs[a]?.unitPrice ?? 0) || a - b);
}

/** What a discount looks at: the pieces in its scope, as they stand when it is its turn. Fen. */
export type Goods = {
  /** What thresholds and percentages look at: of all pieces in scope, or of those that the kind picks. */
  readonly base: number;
  /** What is still to pay of them; of the shipping fee for a kind of that layer. */
  readonly open: number;
  /** How many pieces are in scope, and which. */
  readonly pieces: number;
  readonly runs: readonly Run[];
  /** How many of them it falls on: all, unless the kind picks. */
  readonly picked: number;
};

/** What pieces of a SKU may cost by a kind of the layer `unit`; `most` pieces of an order, null: any number. */
export type PieceTerms = { readonly skuId: string; readonly price: number; readonly most: number | null };

/**
 * What a kind of the layer `gift` gives of one SKU: so many pieces from each step on, ascending, up to the last that is
 * reached. Steps count fen or pieces of the goods in scope.
 */
export type GiftTerms = {
  readonly skuId: string;
  readonly of: 'fen' | 'pieces';
  readonly steps: readonly GiftStep[];
  /** What becomes of it when a refund leaves less than earned it. */
  readonly broken: 'keep' | 'clawback' | 'refuse';
  /** When none is left: the order is placed without it, or she is asked first. */
  readonly gone: 'without' | 'ask';
};
export type GiftStep = { readonly from: number; readonly quantity: number };

/** How far it is to the next step (`of`: where that step stands) and what the step brings: 满 200 减 25. */
export type Missing = {
  readonly need: { readonly fen: number } | { readonly pieces: number };
  readonly of: number;
  readonly brings: Words;
};

/**
 * A way of giving money off: plain data, pure functions, one file. `ceiling` bounds `savings` from above for every base
 * and open amount that are no larger; that is all the search asks, it knows no kind by name.
 * Methods, so that a kind of known fields is also one of unknown ones.
 */
export type DiscountKind<Fields extends readonly Field[] = readonly Field[]> = {
  readonly kind: string;
  readonly words: Words;
  /** When one would use it, for the palette. */
  readonly about: Words;
  readonly form: Form<Fields>;
  readonly layer: Exclude<OfferLayer, 'coupon'>;
  readonly stacking: Pick<Stacking, 'group' | 'once' | 'base'>;
  /** For kinds whose values say themselves what they are for: a rule of one is asked for no scope. */
  goods?(values: ValuesOf<Fields>): Scope;
  /** What stands on a product it is good for. */
  badge(values: ValuesOf<Fields>): Words;
  /**
   * For kinds that fall on some pieces only: how many of each run it takes, by price before any other discount; `laid`:
   * their indexes, dearest first. Absent: it falls on all pieces in scope.
   */
  picks?(values: ValuesOf<Fields>, runs: readonly Run[], laid: readonly number[]): readonly number[];
  ceiling(values: ValuesOf<Fields>, goods: Goods): number;
  savings(values: ValuesOf<Fields>, goods: Goods): number;
  /**
   * For kinds of the layer `unit`, which set prices and take nothing off: what the pieces may cost, of which the lowest
   * counts. They see the goods in their scope at list price (`base: 'list'`), or after all prices that were set so.
   */
  prices?(values: ValuesOf<Fields>, goods: Goods): readonly PieceTerms[];
  /** For kinds of the layer `gift`, which give goods and take nothing off. They see what the goods cost in the end. */
  gives?(values: ValuesOf<Fields>, goods: Goods): readonly GiftTerms[];
  /** Null when there is no further step. */
  missing(values: ValuesOf<Fields>, goods: Goods): Missing | null;
};

/** What the search is told of a kind that takes nothing off. */
export const takesNothingOff = { ceiling: () => 0, savings: () => 0 } as const;

/** Keeps the exact fields, so that every function knows its values by type. */
export function discountKind<const Fields extends readonly Field[]>(kind: DiscountKind<Fields>): DiscountKind<Fields> {
  return kind;
}

/** Checked values of a kind that is known by name only. */
export type KindValues = ValuesOf<readonly Field[]>;

/** A kind with its values: what one offer gives. */
export type Discount = { readonly kind: DiscountKind; readonly values: KindValues };

/** Values that other code makes (a coupon's terms), typed by the kind they are for. */
export function discountOf<Fields extends readonly Field[]>(
  kind: DiscountKind<Fields>,
  values: ValuesOf<Fields>,
): Discount {
  return { kind, values };
}
