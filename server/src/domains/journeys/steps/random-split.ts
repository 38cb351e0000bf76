import { words } from '@huoshui/contracts/words';
import { partAtRandom, splitForm, splitWays, wouldPart } from '../draw.ts';
import { step } from '../step.ts';

/** Parts people by chance, each the same way for good. It reaches nobody, so both arms go through. */
export const randomSplit = step({
  kind: 'random_split',
  words: words('随机分流', 'Split at random'),
  group: 'ask',
  form: splitForm,
  ways: splitWays,
  would: wouldPart,
  run: async (_ctx, plan, node, runs) => partAtRandom(plan, node.key, node.values, runs),
});
