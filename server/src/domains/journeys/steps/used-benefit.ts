import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { ledger } from '../../benefits/index.ts';
import { nodeField } from '../node-field.ts';
import { anyKeyOf, question } from '../question.ts';

export const usedBenefit = question({
  kind: 'used_benefit',
  words: words('用掉了权益', 'Used a benefit'),
  form: form({
    fields: [nodeField(words('哪一步发放的', 'Given at step'), 'gives')],
    sentence: ({ node }) => words(`用掉了「${node}」发放的权益吗？`, `Used what “${node}” gave?`),
  }),
  ask: async (ctx, { values }, runs) => anyKeyOf(runs, values.node, async (keys) => ledger.usedKeys(ctx, keys)),
});
