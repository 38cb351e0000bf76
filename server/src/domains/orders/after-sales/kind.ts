import type { RefundState } from '../refund/row.ts';
import type { AfterSaleKind } from './row.ts';

type Kind = {
  /** The goods come back before anything goes out. */
  readonly comesBack: boolean;
  /** What goes out then. */
  readonly ends: 'processing' | 'replacing';
};

const kinds: Readonly<Record<AfterSaleKind, Kind>> = {
  refund: { comesBack: false, ends: 'processing' },
  return: { comesBack: true, ends: 'processing' },
  exchange: { comesBack: true, ends: 'replacing' },
};

/** How the shop agrees: in money alone she keeps the goods, whatever she asked for. */
export type Agreed = { readonly keepsGoods: boolean; readonly moneyOnly: boolean };

/** Where a request goes when the shop agrees to it. Pure. */
export function agreedState(kind: AfterSaleKind, { keepsGoods, moneyOnly }: Agreed): RefundState {
  if (moneyOnly) return 'processing';
  const { comesBack, ends } = kinds[kind];
  return comesBack && !keepsGoods ? 'returning' : ends;
}

/** Where it goes when the goods are there. */
export function arrivedState(kind: AfterSaleKind): RefundState {
  return kinds[kind].ends;
}

/** Whether money goes back in the end: an exchange moves none. */
export function movesMoney(kind: AfterSaleKind, { moneyOnly }: Pick<Agreed, 'moneyOnly'>): boolean {
  return moneyOnly || kinds[kind].ends === 'processing';
}

/** Whether she may ask for it only once the goods have left the house. */
export function needsGoods(kind: AfterSaleKind): boolean {
  return kinds[kind].comesBack;
}
