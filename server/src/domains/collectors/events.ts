import { words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';

/** It turned out who a visitor of an SDK is: what `loserNo` did is shown as `winnerNo`’s from now on. */
export const visitorJoined = fact(
  'visitor.joined',
  Type.Object({ loserNo: Type.Integer(), winnerNo: Type.Integer(), sourceId: Type.String() }),
  { words: words('认出访客', 'A visitor was recognized') },
);
