import type { Draft } from '@huoshui/contracts/form';
import { plainWords, type Words } from '@huoshui/contracts/words';
import type { experimentState } from '@huoshui/contracts/words/experiments';
import type { Split } from './assignment/assign.ts';
import { AS_IT_STANDS, type ExperimentValues } from './experiment-form.ts';
import type { SubjectKind } from './subject.ts';

export type ExperimentRow = {
  readonly no: number;
  readonly id: string;
  readonly name: string;
  readonly state: keyof typeof experimentState;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly values: ExperimentValues;
  /** Of each arm but the first, in their order. */
  readonly versions: readonly Draft[];
  /** What the thing was when it began; null before. */
  readonly stands: Draft | null;
  readonly layer: string | null;
  readonly stretchFrom: number | null;
  readonly stretchTo: number | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly winner: number | null;
  readonly learnt: string;
  readonly gone: boolean;
  readonly createdAt: Date;
};

export type ExperimentArm = {
  readonly name: Words;
  /** Of all who are in it. */
  readonly share: number;
  /** Null: as the thing stands. */
  readonly version: Draft | null;
};

/** A layer has so many parts. */
export const WHOLE = 10_000;

/** The first is the thing as it stands. */
export function armsOf({
  values: { controlParts, arms },
  versions,
}: Pick<ExperimentRow, 'values' | 'versions'>): readonly ExperimentArm[] {
  const all = arms.reduce((sum, { parts }) => sum + parts, controlParts);
  return [
    { name: AS_IT_STANDS, share: controlParts / all, version: null },
    ...arms.map(({ name, parts }, at) => ({
      name: plainWords(name),
      share: parts / all,
      version: versions[at] ?? null,
    })),
  ];
}

/** Salted by its own id: who is in which arm of it says nothing of any other experiment. */
export function splitOf({ id, values, versions, layer, stretchFrom, stretchTo }: ExperimentRow): Split {
  const weights = armsOf({ values, versions }).map(({ share }) => share);
  if (layer === null || stretchFrom === null || stretchTo === null)
    return { seed: id, weights, coverage: values.share / 100, namespace: null };
  return { seed: id, weights, coverage: 1, namespace: [layerSeed(layer), stretchFrom / WHOLE, stretchTo / WHOLE] };
}

/** Hashes are of ASCII alone; layers are named as people like. */
const layerSeed = (layer: string) => encodeURIComponent(layer.toLowerCase());
