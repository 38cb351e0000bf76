/** Flat fee, free from a threshold of goods. `base`: goods at `unit` prices or at what is `current`ly left to pay. */
export type ShippingRule = {
  readonly fee: number;
  readonly freeFrom: number | null;
  readonly base: 'unit' | 'current';
};

export type GoodsAmount = { readonly unit: number; readonly current: number };

export function shippingFee(rule: ShippingRule | null, goods: GoodsAmount): number {
  if (rule === null) return 0;
  return missingForFreeShipping(rule, goods) === 0 ? 0 : rule.fee;
}

/** Fen to the free-shipping threshold: 0 when reached, null when there is none to reach. */
export function missingForFreeShipping(rule: ShippingRule | null, goods: GoodsAmount): number | null {
  if (rule === null || rule.freeFrom === null) return null;
  return Math.max(0, rule.freeFrom - goods[rule.base]);
}
