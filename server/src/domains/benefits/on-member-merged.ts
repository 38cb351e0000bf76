import { payloadOf } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { memberMerged } from '../members/events.ts';
import { moveGrants } from './grant-queries.ts';

/** What was given to either record was given to the one person. */
export const onMemberMerged = listener({
  name: 'benefits.on-member-merged',
  on: [memberMerged],
  handle: async (ctx, facts) => {
    for (const told of facts) {
      const merged = payloadOf(memberMerged, told);
      if (merged) await moveGrants(ctx, { memberId: merged.memberId, personNo: merged.winnerNo }, merged.loserId);
    }
  },
});
