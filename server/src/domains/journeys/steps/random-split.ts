import { words } from '@huoshui/contracts/words';
import { partAtRandom, splitForm, splitWays } from '../draw.ts';
import { step } from '../step.ts';

/** Parts people by chance, each the same way for good. It reaches nobody, so both arms go through. */
export const randomSplit = step({
  kind: 'random_split',
  words: words('随机分流', 'Split at random'),
  group: 'ask',
  form: splitForm,
  ways: splitWays,
  async would(_ctx, { key, values }, { persons, salt }) {
    const runs = persons.map((personNo) => ({ id: 0, personNo, visit: 0 }));
    const drawn = partAtRandom({ salt }, key, values, runs).flatMap(({ way, runs }) =>
      runs.map(({ personNo }) => [personNo, way] as const),
    );
    const wayOf = new Map<number, string>(drawn);
    return (personNo) => wayOf.get(personNo) ?? null;
  },
  run: async (_ctx, plan, node, runs) => partAtRandom(plan, node.key, node.values, runs),
});
