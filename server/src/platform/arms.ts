import { type Difference, difference, type Moments } from './uplift.ts';

/** Sums over an arm of what each of its people did, and of the squares; money in fen. */
export type Arm = {
  readonly members: number;
  readonly buyers: number;
  readonly orders: number;
  readonly orders2: number;
  readonly revenue: number;
  readonly revenue2: number;
};
/** Both arms of people who came under one share held out: only within it they are compared. */
export type Stratum = { readonly treated: Arm; readonly holdout: Arm };

/** What the treated did beyond the holdout, summed over them: orders, fen, and fen brought for each fen spent on them. */
export function extraOf(strata: readonly Stratum[], cost: number) {
  const treated = strata.reduce((sum, stratum) => sum + stratum.treated.members, 0);
  const between = (of: (arm: Arm) => Moments, prior: 0 | 1) =>
    difference(
      strata.map(({ treated, holdout }) => ({ treated: of(treated), holdout: of(holdout) })),
      prior,
    );
  const all = ({ value, low, high }: Difference, by: number, digits: number) => {
    const rounded = (each: number) => Math.round(each * treated * by * digits) / digits;
    return { value: rounded(value), low: rounded(low), high: rounded(high) };
  };
  const orders = between(({ members, orders: sum, orders2: squares }) => ({ members, sum, squares }), 1);
  const revenue = between(({ members, revenue: sum, revenue2: squares }) => ({ members, sum, squares }), 0);
  return {
    orders: all(orders, 1, 10),
    revenue: all(revenue, 1, 1),
    returnOnCost: cost > 0 ? all(revenue, 1 / cost, 100) : null,
  };
}

/** Who bought, as `uplift` compares it. */
export const bought = ({ members, buyers }: Arm) => ({ members, converted: buyers });

/** An arm as results show it. */
export function shownArm({ members, buyers, orders, revenue }: Arm) {
  return {
    members,
    buyers,
    rate: members > 0 ? buyers / members : 0,
    orders,
    revenue,
    revenuePerMember: members > 0 ? revenue / members : 0,
  };
}
