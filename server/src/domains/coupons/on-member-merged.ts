import { payloadOf } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { memberMerged } from '../members/events.ts';
import { moveCoupons } from './wallet-queries.ts';

/** Two records became one person: the wallets become one too. */
export const onMemberMerged = listener({
  name: 'coupons.on-member-merged',
  on: [memberMerged],
  handle: async (ctx, facts) => {
    for (const told of facts) {
      const merged = payloadOf(memberMerged, told);
      if (merged) await moveCoupons(ctx, { memberId: merged.memberId, personNo: merged.winnerNo }, merged.loserId);
    }
  },
});
