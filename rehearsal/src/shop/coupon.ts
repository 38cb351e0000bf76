import type { CategoryKey } from './category.ts';

export type DemoCoupon = {
  readonly key: string;
  readonly name: string;
  readonly discount:
    | { readonly kind: 'amount'; readonly amount: number }
    | { readonly kind: 'percent'; readonly percentOff: number; readonly cap: number | null }
    | { readonly kind: 'free_shipping' };
  /** Fen of eligible goods. */
  readonly threshold: number;
  /** `all`, or shelves by key: the loader puts the ids in. */
  readonly scope: 'all' | readonly CategoryKey[];
  readonly days: number;
  readonly total: number | null;
  readonly perMember: number;
  /** shop: shoppers take it themselves; grant: journeys and operators give it. */
  readonly channel: 'shop' | 'grant';
  readonly note: string;
};
