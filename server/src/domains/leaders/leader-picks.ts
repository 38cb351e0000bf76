import { type Picks, pickNames } from '../../platform/form/names.ts';
import { findByPersonNo } from '../members/index.ts';
import { leadersById } from './leader.ts';

export const leaderPicks: Picks = {
  leader: async (ctx, ids) => {
    const leaders = await leadersById(ctx, ids);
    const people = await findByPersonNo(
      ctx,
      [...leaders.values()].map(({ personNo }) => personNo),
    );
    return pickNames(
      [...leaders].map(([id, { personNo, community, state }]) => ({
        ...{ id, ended: state === 'ended' || state === 'refused', note: null },
        name: [people.get(personNo)?.nickname, community].filter(Boolean).join(' · ') || id,
      })),
    );
  },
};
