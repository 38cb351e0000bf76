import { bothOf, words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { Because, fact, SaidText } from '../../platform/facts.ts';

const About = {
  memberId: Type.String(),
  journeyId: Type.String(),
  journeyName: Type.String(),
  runId: Type.Integer(),
  arm: Type.String(),
};

export const journeyEntered = fact('journey.entered', Type.Object({ ...About, because: Because }), {
  words: words('进入旅程', 'Entered a journey'),
  tell({ journeyId, journeyName, arm }) {
    const { zh, en } = arm === 'holdout' ? words('（对照组）', ' (holdout)') : words('', '');
    return {
      side: 'system',
      title: words(`进入旅程「${journeyName}」${zh}`, `Entered the journey “${journeyName}”${en}`),
      link: { kind: 'journey', id: journeyId },
    };
  },
});

export const journeyConverted = fact(
  'journey.converted',
  Type.Object({ ...About, orderId: Type.String(), amount: Type.Integer() }),
  {
    words: words('达成旅程目标', 'Reached a journey goal'),
    tell: ({ journeyName, orderId }) => ({
      side: 'system',
      title: words(`达成旅程「${journeyName}」的目标`, `Reached the goal of the journey “${journeyName}”`),
      link: { kind: 'order', id: orderId },
    }),
  },
);

export const journeyEnded = fact('journey.ended', Type.Object({ ...About, state: Type.String(), outcome: SaidText }), {
  words: words('离开旅程', 'Left a journey'),
  tell: ({ journeyName, outcome }) => ({
    side: 'system',
    title: words(`离开旅程「${journeyName}」`, `Left the journey “${journeyName}”`),
    detail: bothOf(outcome),
  }),
});
