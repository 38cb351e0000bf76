import { payloadOf } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { memberMerged, memberUnmerged } from '../members/events.ts';
import { movedIn, noteMoved } from '../members/index.ts';
import { moveGrants, returnGrants } from './grant-queries.ts';

/** What was given to either record was given to the one person; apart again, what was used since stays with the survivor. */
export const onMemberMerged = listener({
  name: 'benefits.on-member-merged',
  on: [memberMerged, memberUnmerged],
  handle: async (ctx, facts) => {
    for (const told of facts) {
      const merged = payloadOf(memberMerged, told);
      if (merged) {
        const to = { memberId: merged.memberId, personNo: merged.winnerNo };
        const moved = await moveGrants(ctx, to, merged.loserId);
        await noteMoved(
          ctx,
          merged.mergeId,
          'benefits.grant',
          moved.map(({ id, state }) => ({ key: id, detail: { state } })),
        );
      }
      const undone = payloadOf(memberUnmerged, told);
      if (undone) {
        const to = { memberId: undone.returnedId, personNo: undone.returnedNo };
        const moved = await movedIn(ctx, undone.mergeId, 'benefits.grant');
        await returnGrants(
          ctx,
          to,
          undone.memberId,
          moved.map(({ key, detail }) => ({ id: key, state: String(detail.state) })),
        );
      }
    }
  },
});
