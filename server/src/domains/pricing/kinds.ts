import type { DiscountKind } from './kind.ts';
import { addOn } from './kinds/add-on.ts';
import { amountOff } from './kinds/amount-off.ts';
import { bundle } from './kinds/bundle.ts';
import { eachAmountOff } from './kinds/each-amount-off.ts';
import { exchange } from './kinds/exchange.ts';
import { fixedPrice } from './kinds/fixed-price.ts';
import { freeShipping } from './kinds/free-shipping.ts';
import { giftAmount } from './kinds/gift-amount.ts';
import { giftPieces } from './kinds/gift-pieces.ts';
import { nthPiece } from './kinds/nth-piece.ts';
import { percentOff } from './kinds/percent-off.ts';
import { piecesFor } from './kinds/pieces-for.ts';
import { piecesPercent } from './kinds/pieces-percent.ts';

/** Every way of giving money off that the house knows, in the order of the palette. */
export const discountKinds: readonly DiscountKind[] = [
  amountOff,
  eachAmountOff,
  percentOff,
  nthPiece,
  piecesPercent,
  piecesFor,
  bundle,
  fixedPrice,
  addOn,
  giftAmount,
  giftPieces,
  freeShipping,
];

/** Those that a coupon gives too. */
export const couponDiscounts = { amountOff, percentOff, freeShipping, exchange } as const;
