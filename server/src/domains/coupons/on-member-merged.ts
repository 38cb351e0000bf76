import { payloadOf } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { memberMerged, memberUnmerged } from '../members/events.ts';
import { movedIn, noteMoved } from '../members/index.ts';
import { moveCoupons, returnCoupons } from './wallet-queries.ts';

/** Two records became one person: the wallets become one too. Apart again, each has what she brought and nobody used since. */
export const onMemberMerged = listener({
  name: 'coupons.on-member-merged',
  on: [memberMerged, memberUnmerged],
  handle: async (ctx, facts) => {
    for (const told of facts) {
      const merged = payloadOf(memberMerged, told);
      if (merged) {
        const to = { memberId: merged.memberId, personNo: merged.winnerNo };
        const moved = await moveCoupons(ctx, to, merged.loserId);
        await noteMoved(
          ctx,
          merged.mergeId,
          'coupons.coupon',
          moved.map(({ id, state, seq }) => ({ key: id, detail: { state, seq } })),
        );
      }
      const undone = payloadOf(memberUnmerged, told);
      if (undone) {
        const to = { memberId: undone.returnedId, personNo: undone.returnedNo };
        const moved = await movedIn(ctx, undone.mergeId, 'coupons.coupon');
        await returnCoupons(
          ctx,
          to,
          undone.memberId,
          moved.map(({ key, detail }) => ({
            id: key,
            state: String(detail.state),
            seq: typeof detail.seq === 'number' ? detail.seq : null,
          })),
        );
      }
    }
  },
});
