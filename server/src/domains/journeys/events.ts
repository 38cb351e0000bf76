import { Type } from '@sinclair/typebox';
import { Because, fact } from '../../platform/facts.ts';

const About = {
  memberId: Type.String(),
  journeyId: Type.String(),
  journeyName: Type.String(),
  runId: Type.Integer(),
  arm: Type.String(),
};

export const journeyEntered = fact('journey.entered', Type.Object({ ...About, because: Because }));
export const journeyConverted = fact(
  'journey.converted',
  Type.Object({ ...About, orderId: Type.String(), amount: Type.Integer() }),
);
export const journeyEnded = fact(
  'journey.ended',
  Type.Object({ ...About, state: Type.String(), outcome: Type.String() }),
);
