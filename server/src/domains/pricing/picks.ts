import { promotionState } from '@huoshui/contracts/words/pricing';
import { type Picks, pickNames } from '../../platform/form/names.ts';
import { freightPicks } from './freight/picks.ts';
import { stateOf } from './promotion.ts';
import { findPromotions } from './queries.ts';

/** Rules, running or not, and what freight picks. */
export const pricingPicks: Picks = {
  ...freightPicks,
  async promotion(ctx, ids) {
    const rows = await findPromotions(ctx, ids);
    return pickNames(
      rows.map((row) => {
        const state = stateOf(row, ctx.now());
        return { id: row.id, name: row.name, note: state === 'running' ? null : promotionState[state] };
      }),
    );
  },
};
