import { Type } from '@sinclair/typebox';
import { Because, fact } from '../../platform/facts.ts';

export const memberJoined = fact('member.joined', Type.Object({ memberId: Type.String(), source: Type.String() }));

/** Two records turned out to be one person: everything of `loserNo` now belongs to `winnerNo`. */
export const memberMerged = fact(
  'member.merged',
  Type.Object({
    memberId: Type.String(),
    winnerNo: Type.Integer(),
    loserId: Type.String(),
    loserNo: Type.Integer(),
  }),
);

export const memberTagged = fact(
  'member.tagged',
  Type.Object({ memberId: Type.String(), tag: Type.String(), because: Because }),
);

export const memberUntagged = fact(
  'member.untagged',
  Type.Object({ memberId: Type.String(), tag: Type.String(), because: Because }),
);
