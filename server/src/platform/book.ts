import type { differenceKind } from '@huoshui/contracts/words/orders';
import type { Ctx } from './ctx.ts';

/** A sum that is kept beside the rows it is of, and is another than they add up to. Fen where it is money. */
export type Unbalanced = {
  /** What it is of: its id, and its name for people. */
  readonly id: string;
  readonly name: string;
  readonly kept: Readonly<Record<string, number>>;
  readonly added: Readonly<Record<string, number>>;
};

/** Sums that a domain keeps, held once a day against what they are of. What does not agree rings as a difference of money. */
export type Book = {
  readonly kind: keyof typeof differenceKind;
  compare(ctx: Ctx): Promise<readonly Unbalanced[]>;
};
