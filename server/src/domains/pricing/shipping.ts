/**
 * What sending costs: a fee, free from a threshold of goods, and less from each step between. `base`: goods at `unit` prices or
 * at what is `current`ly left to pay. A fee never rises with what is paid for goods.
 */
export type ShippingRule = {
  readonly fee: number;
  readonly freeFrom: number | null;
  readonly base: 'unit' | 'current';
  /** Ascending, below `freeFrom`. */
  readonly between?: readonly ShippingStep[];
};
export type ShippingStep = { readonly from: number; readonly fee: number };

export type GoodsAmount = { readonly unit: number; readonly current: number };

export function shippingFee(rule: ShippingRule | null, goods: GoodsAmount): number {
  if (rule === null) return 0;
  const amount = goods[rule.base];
  if (rule.freeFrom !== null && amount >= rule.freeFrom) return 0;
  let { fee } = rule;
  for (const step of rule.between ?? []) if (amount >= step.from) fee = step.fee;
  return fee;
}

/** Fen to the free-shipping threshold: 0 when reached, null when there is none to reach. */
export function missingForFreeShipping(rule: ShippingRule | null, goods: GoodsAmount): number | null {
  if (rule === null || rule.freeFrom === null) return null;
  return Math.max(0, rule.freeFrom - goods[rule.base]);
}
