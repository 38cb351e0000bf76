import { createHash } from 'node:crypto';

export type CutAsk = {
  /** What this bargain is drawn by, and which cut it is, from 1. */
  readonly seed: string;
  readonly n: number;
  /** Fen down to the floor, and cuts still to come, this one among them. */
  readonly left: number;
  readonly more: number;
  /** The friend has never been to the shop before, and takes off so many percent more. */
  readonly isNew: boolean;
  readonly bonus: number;
};

/**
 * What this friend takes off: half to one and a half of an even share of what is left, more for a newcomer, and always so that each who comes
 * after her has something to take. The last takes all that is left, so the sum is just list − floor whoever came. Nothing where nothing is
 * left. The same for the same seed and place. Pure.
 */
export function cutOf({ seed, n, left, more, isNew, bonus }: CutAsk): number {
  if (left <= 0 || more <= 0) return 0;
  if (more === 1) return left;
  const share = (left / more) * (0.5 + drawn(seed, n)) * (isNew ? 1 + bonus / 100 : 1);
  return Math.max(1, Math.min(Math.round(share), left - (more - 1)));
}

/** 0 to 1, the same whenever it is asked. */
function drawn(seed: string, n: number): number {
  return createHash('sha256').update(`${seed} ${n}`).digest().readUInt32BE(0) / 2 ** 32;
}
