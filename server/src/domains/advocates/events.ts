import { words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';

/** What she brought reaches the line: from now on she is a KOC. */
export const advocateBecame = fact('advocate.became', Type.Object({ memberId: Type.String(), score: Type.Integer() }), {
  words: words('成为 KOC', 'Became a KOC'),
  tell: ({ score }) => ({
    side: 'system',
    title: words('成为 KOC', 'Became a KOC'),
    detail: words(`KOC 分 ${score}`, `KOC score ${score}`),
  }),
});
