import { api } from '../api/index.ts';
import { quietly } from '../placements/showing.ts';
import type { Filled, PageAsked } from './use-shop-page.ts';

type Seen = { readonly kind: PageAsked['kind']; readonly page: string; readonly block: Filled };

/** A block that is her arm of an experiment was on the screen; what is known already is not told again. */
export function tellArm({ kind, page, block: { key, experiment } }: Seen): void {
  if (experiment === null || experiment.seen) return;
  const body = { kind, page, block: key, experiment: experiment.id, arm: experiment.arm };
  void quietly(async () => api('POST /api/shop/page/exposures', { body }));
}
