import { words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';

/** An arm was on her screen for the first time: from here on she is compared, and what she saw stands in her timeline. */
export const experimentExposed = fact(
  'experiment.exposed',
  Type.Object({
    memberId: Type.String(),
    experimentId: Type.String(),
    /** What both were called then; the first arm is the thing as it stands. */
    name: Type.String(),
    arm: Type.Integer(),
    armName: Type.Object({ zh: Type.String(), en: Type.String() }),
  }),
  {
    words: words('看到实验版本', 'Saw an arm of an experiment'),
    tell: ({ experimentId, name, armName }) => ({
      side: 'act' as const,
      title: words(`看到实验「${name}」的版本「${armName.zh}」`, `Saw “${armName.en}” of the experiment “${name}”`),
      link: { kind: 'experiment', id: experimentId },
    }),
  },
);
