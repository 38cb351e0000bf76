import { armAt, bucketOf, isInNamespace, type Namespace, rangesOf } from './bucket.ts';

/** What decides who is in an experiment, and in which arm. */
export type Split = {
  /** The salt: another one, and everybody is drawn anew. */
  readonly seed: string;
  readonly weights: readonly number[];
  /** What share of those who may be in it is. */
  readonly coverage: number;
  readonly namespace: Namespace | null;
};

/**
 * The arm of somebody by its place, or null: not in this experiment. Nothing is stored and nothing is asked: the same id and split
 * answer the same on every server, for ever.
 */
export function assign({ seed, weights, coverage, namespace }: Split, id: string): number | null {
  if (id === '' || weights.length < 2) return null;
  if (namespace !== null && !isInNamespace(id, namespace)) return null;
  const bucket = bucketOf(seed, id, 2);
  if (bucket === null) return null;
  const arm = armAt(bucket, rangesOf(weights.length, coverage, weights));
  return arm < 0 ? null : arm;
}
