import { MpError } from './endpoint.ts';

/**
 * Counts calls per key in fixed windows of the sandbox's clock; those of a day turn over at midnight in Beijing. In memory: a restart forgives, as no test or rehearsal
 * leans on a quota across one.
 */
export type Quota = { readonly take: (key: string, now: Date) => boolean };

const beijingMs = 8 * 3_600_000;

export function quota(max: number, windowMs: number): Quota {
  let window = Number.NaN;
  let counts = new Map<string, number>();
  return {
    take: (key, now) => {
      const current = Math.floor((now.getTime() + beijingMs) / windowMs);
      if (current !== window) counts = new Map();
      window = current;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count <= max;
    },
  };
}

export const minute = 60_000;
export const day = 24 * 60 * minute;

export const reachedQuota = (): MpError => new MpError(45009, 'reach max api daily quota limit');
export const tooFrequent = (): MpError =>
  new MpError(45011, 'api minute-quota reach limit, must slower, retry next minute');
