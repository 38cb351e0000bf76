import type { DiscountKind } from './kind.ts';
import { amountOff } from './kinds/amount-off.ts';
import { freeShipping } from './kinds/free-shipping.ts';
import { nthPiece } from './kinds/nth-piece.ts';
import { percentOff } from './kinds/percent-off.ts';
import { piecesPercent } from './kinds/pieces-percent.ts';

/** Every way of giving money off that the house knows, in the order of the palette. */
export const discountKinds: readonly DiscountKind[] = [amountOff, percentOff, nthPiece, piecesPercent, freeShipping];

/** Those that a coupon gives too. */
export const couponDiscounts = { amountOff, percentOff, freeShipping } as const;
