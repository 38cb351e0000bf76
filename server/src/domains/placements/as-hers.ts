import type { Ctx } from '../../platform/ctx.ts';
import { type Running, running } from '../experiments/index.ts';
import type { Her } from './met.ts';
import type { PlacementRow } from './placement.ts';

/** Running experiments by the placement that each is about. */
export type Experiments = ReadonlyMap<string, Running>;

/** A placement as she sees it, and in which arm. */
type Hers = {
  readonly placement: PlacementRow;
  readonly arm: { readonly of: Running; readonly at: number } | null;
  /**
   * Coupons that must all be open for her. Until she has seen her arm that is every arm's: one that has run out would lose people whom the
   * other arms keep, and nothing could be compared.
   */
  readonly coupons: readonly string[];
};

/** Of several placements at once; one statement, and none where no experiment is about any of them. */
export async function asHers(
  ctx: Ctx,
  experiments: Experiments,
  her: Her,
  placements: readonly PlacementRow[],
): Promise<(placement: PlacementRow) => Hers> {
  const about = placements.flatMap(({ id }) => experiments.get(id) ?? []);
  const arms = await running.armsFor(ctx, her, about);
  return (placement) => {
    const of = experiments.get(placement.id);
    const hers = of === undefined ? null : (arms.get(of.no) ?? null);
    if (of === undefined || hers === null) return { placement, arm: null, coupons: couponsOf([placement.values]) };
    const asIn = (at: number) => running.patched(placement.values, of.arms[at]?.version);
    const values = asIn(hers.arm);
    return {
      placement: { ...placement, values },
      arm: { of, at: hers.arm },
      coupons: couponsOf(hers.seen ? [values] : of.arms.map((_, at) => asIn(at))),
    };
  };
}

function couponsOf(all: readonly Pick<PlacementRow['values'], 'coupon'>[]): readonly string[] {
  return [...new Set(all.flatMap(({ coupon }) => coupon ?? []))];
}
