import { words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';

const About = { memberId: Type.String(), leaderId: Type.String() };
const link = ({ leaderId }: { readonly leaderId: string }) => ({ kind: 'leader', id: leaderId });

/** She asked for it, or the rule found her. */
export const leaderProposed = fact('leader.proposed', Type.Object({ ...About, way: Type.String() }), {
  words: words('团长待确认', 'May become a leader'),
  tell: ({ way, leaderId }) => ({
    side: way === 'rule' ? 'system' : 'act',
    title:
      way === 'rule'
        ? words('达到团长条件，推荐给店里', 'Meets the rule of leaders')
        : words('申请成为团长', 'Applied as a leader'),
    link: link({ leaderId }),
  }),
});

/** She is one from now on. */
export const leaderApproved = fact('leader.approved', Type.Object(About), {
  words: words('成为团长', 'Became a leader'),
  tell: (told) => ({ side: 'system', title: words('成为团长', 'Became a leader'), link: link(told) }),
});

/** She came by a leader’s link: told of her, not of the leader. */
export const neighbourCame = fact('leader.neighbour_came', Type.Object({ ...About, new: Type.Boolean() }), {
  words: words('由团长带来', 'Brought by a leader'),
  tell: (told) => ({
    side: 'act',
    title: words('打开团长的分享，成为其邻居', 'Opened a leader’s link and is her neighbour'),
    link: link(told),
  }),
});
