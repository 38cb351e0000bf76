import { merges } from '../members/index.ts';
import { moveGrants, returnGrants } from './grant-queries.ts';

/** What was given to either record was given to the one person; apart again, what was used since stays with the survivor. */
export const onMemberMerged = merges.listener({
  name: 'benefits.on-member-merged',
  join: async (ctx, { mergeId, memberId, winnerNo, loserId }) => {
    const moved = await moveGrants(ctx, { memberId, personNo: winnerNo }, loserId);
    await merges.note(
      ctx,
      mergeId,
      'benefits.grant',
      moved.map(({ id, state }) => ({ key: id, detail: { state } })),
    );
  },
  part: async (ctx, { mergeId, memberId, returnedId, returnedNo }) => {
    const moved = await merges.moved(ctx, mergeId, 'benefits.grant');
    await returnGrants(
      ctx,
      { memberId: returnedId, personNo: returnedNo },
      memberId,
      moved.map(({ key, detail }) => ({ id: key, state: String(detail.state) })),
    );
  },
});
