import { Type } from '@sinclair/typebox';
import { Bilingual, OneOf } from './contract.ts';
import { upliftVerdict } from './words/journeys.ts';
import { valuesOf } from './words.ts';

/** Difference of two rates, in points of percent, with an interval that holds whenever it is looked at. */
export const Uplift = Type.Object({
  points: Type.Number(),
  low: Type.Number(),
  high: Type.Number(),
  verdict: OneOf(valuesOf(upliftVerdict)),
  text: Bilingual(),
});

/** A figure and the interval that holds it. */
export const Ranged = Type.Object({ value: Type.Number(), low: Type.Number(), high: Type.Number() });

/** Difference of what people of two groups spent, fen a person, with an interval that holds whenever it is looked at. */
export const MeansUplift = Type.Object({
  value: Type.Integer(),
  low: Type.Integer(),
  high: Type.Integer(),
  verdict: OneOf(valuesOf(upliftVerdict)),
  text: Bilingual(),
});
