import type { Ctx } from '../../platform/ctx.ts';

/** The stock, which stores do not know: it hears which of them have stock of their own, and says what is missing at which. */
export type StoreShelves = {
  save(
    ctx: Ctx,
    store: { readonly id: string; readonly name: string; readonly keeps: boolean; readonly serves: boolean },
  ): Promise<void>;
  /** Of what is wanted, what each store has too little of; one that has all of it is absent. */
  missing(
    ctx: Ctx,
    storeIds: readonly string[],
    wanted: readonly WantedUnits[],
  ): Promise<ReadonlyMap<string, readonly { readonly skuId: string; readonly available: number }[]>>;
};
export type WantedUnits = { readonly skuId: string; readonly quantity: number };

/** The most lines an order has. */
const MOST = 100;

/** `sku_1:2,sku_2:1` as the shopper's page asks; what is not of that shape is left out. Null: nothing was asked. */
export function wantedUnits(asked: string | undefined): WantedUnits[] | null {
  if (asked === undefined) return null;
  return asked
    .split(',')
    .slice(0, MOST)
    .flatMap((part) => {
      const [, skuId = '', quantity = ''] = /^([\w-]{1,64}):([1-9]\d{0,5})$/.exec(part) ?? [];
      return skuId === '' ? [] : [{ skuId, quantity: Number(quantity) }];
    });
}
