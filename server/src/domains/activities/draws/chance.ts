import { createHash, createHmac } from 'node:crypto';
import type { Chance } from '../play.ts';

// Chance that can be verified: a secret seed is drawn before the first draw and its SHA-256 is shown to everybody; each draw is the
// HMAC-SHA-256 under the seed of what the draw is called, in which the phone has a word of its own; after the end the seed is shown too.
// So neither side can choose a result: the shop was bound by the seed before it heard the phone's word, and the phone does not know the seed.

export const TEN_THOUSAND = 10_000;
const BITS = 2 ** 48;

/** What is shown of a seed (64 hex digits) beforehand. */
export function commitmentOf(seed: string): string {
  return createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex');
}

/** What a draw is called: `<activity>:<entry>:<number of hers, from 1>:<word of the phone>`. */
export type DrawName = {
  readonly activityId: string;
  readonly entryId: string;
  readonly n: number;
  readonly nonce: string;
};

/** 0–9999: the first 48 bits of the HMAC, as a share of all that they can be. */
export function rollOf(seed: string, { activityId, entryId, n, nonce }: DrawName): number {
  const digest = createHmac('sha256', Buffer.from(seed, 'hex'))
    .update(`${activityId}:${entryId}:${n}:${nonce}`)
    .digest();
  return Math.floor((digest.readUIntBE(0, 6) / BITS) * TEN_THOUSAND);
}

/** Which prize a roll falls on; null: none. */
export function prizeAt({ prizes }: Pick<Chance, 'prizes'>, roll: number): number | null {
  let from = 0;
  for (const [at, { odds }] of prizes.entries()) {
    if (roll < from + odds) return at;
    from += odds;
  }
  return null;
}
