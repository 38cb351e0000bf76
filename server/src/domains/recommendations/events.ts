import { valuesOf, words } from '@huoshui/contracts/words';
import { recommendationSlot } from '@huoshui/contracts/words/recommendations';
import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';

const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>(Type.String({ enum: [...values] }));

/** She came to a slot of recommendations for the first time and was drawn into an arm: by it the arms are compared. It stands in no timeline. */
export const recommendationMet = fact(
  'recommendation.met',
  Type.Object({
    memberId: Type.String(),
    slot: oneOf(valuesOf(recommendationSlot)),
    arm: oneOf(['treated', 'holdout']),
    /** Percent held out then: arms are compared within it. */
    version: Type.Integer(),
  }),
  { words: words('遇到推荐位（分组）', 'Came to recommendations (drawn into an arm)') },
);
