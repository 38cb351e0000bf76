import { plainWords, type Words } from '@huoshui/contracts/words';
import type { experimentState } from '@huoshui/contracts/words/experiments';
import type { Split } from './assignment/assign.ts';
import { AS_IT_STANDS, type ExperimentValues, patchOf } from './experiment-form.ts';
import type { Patch } from './target.ts';

export type ExperimentRow = {
  readonly no: number;
  readonly id: string;
  readonly name: string;
  readonly state: keyof typeof experimentState;
  readonly placementId: string;
  readonly values: ExperimentValues;
  readonly layer: string | null;
  readonly stretchFrom: number | null;
  readonly stretchTo: number | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly winner: number | null;
  readonly learnt: string;
  readonly createdAt: Date;
};

export type ExperimentArm = {
  readonly name: Words;
  /** Of all who are in it. */
  readonly share: number;
  /** Null: as the thing stands. */
  readonly patch: Patch | null;
};

/** A layer has so many parts. */
export const WHOLE = 10_000;

/** The first is the thing as it stands. */
export function armsOf({ controlParts, arms }: ExperimentValues): readonly ExperimentArm[] {
  const all = arms.reduce((sum, { parts }) => sum + parts, controlParts);
  return [
    { name: AS_IT_STANDS, share: controlParts / all, patch: null },
    ...arms.map((arm) => ({ name: plainWords(arm.name), share: arm.parts / all, patch: patchOf(arm) })),
  ];
}

/** Salted by its own id: who is in which arm of it says nothing of any other experiment. */
export function splitOf({ id, values, layer, stretchFrom, stretchTo }: ExperimentRow): Split {
  const weights = armsOf(values).map(({ share }) => share);
  if (layer === null || stretchFrom === null || stretchTo === null)
    return { seed: id, weights, coverage: values.share / 100, namespace: null };
  return { seed: id, weights, coverage: 1, namespace: [layerSeed(layer), stretchFrom / WHOLE, stretchTo / WHOLE] };
}

/** Hashes are of ASCII alone; layers are named as people like. */
const layerSeed = (layer: string) => encodeURIComponent(layer.toLowerCase());
