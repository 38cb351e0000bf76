import { words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { Because, fact } from '../../platform/facts.ts';

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
    /** On what, and why she is in this arm. Facts from when there were pop-ups and slots alone have neither. */
    about: Type.Optional(Type.Object({ zh: Type.String(), en: Type.String() })),
    because: Type.Optional(Because),
  }),
  {
    words: words('看到实验版本', 'Saw an arm of an experiment'),
    tell: ({ experimentId, name, armName, about }) => ({
      side: 'act' as const,
      title: words(
        `看到${about === undefined ? '' : `${about.zh}，`}实验「${name}」的版本「${armName.zh}」`,
        `Saw ${about === undefined ? '' : `${about.en}, `}“${armName.en}” of the experiment “${name}”`,
      ),
      link: { kind: 'experiment', id: experimentId },
    }),
  },
);
