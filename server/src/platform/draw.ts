import { hash } from 'node:crypto';

/** A number from 0 to 100 that is always the same for these words, and independent of what others get. */
export function drawFrom(...of: readonly (string | number)[]): number {
  return (hash('sha256', of.join(':'), 'buffer').readUInt32BE(0) / 2 ** 32) * 100;
}
