type DemoPlaybook = {
  readonly key: string;
  /** By its key in the demo's coupons; null: it gives none, or none was chosen. */
  readonly coupon: string | null;
  readonly values: Readonly<Record<string, unknown>>;
};

/** What the demo shop has switched on, in the order of a member's life. */
export const demoPlaybooks: readonly DemoPlaybook[] = [
  // Its parcels arrive the day after they leave, and few shoppers say so.
  { key: 'first_repurchase', coupon: 'come-back', values: { holdout: 10, since: 'shipped', careDay: 2 } },
  // Staff take up who added them and has not bought.
  { key: 'new_friend', coupon: 'come-back', values: { holdout: 10 } },
  { key: 'win_back', coupon: 'wake-up', values: { holdout: 10 } },
  { key: 'abandoned_cart', coupon: 'cart', values: { holdout: 10 } },
  { key: 'order_restore', coupon: null, values: { holdout: 0 } },
  { key: 'favourite_fell', coupon: null, values: { holdout: 10 } },
  { key: 'back_in_stock', coupon: null, values: {} },
  { key: 'runs_out', coupon: null, values: { holdout: 10 } },
];
