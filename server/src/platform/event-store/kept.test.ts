import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeptAnswers } from './kept.ts';

// By a clock of their own: on a busy machine nothing takes as long as it should.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const sleep = async (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const later = async (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** A count that grows each time it is made, and takes so long. */
function counting(ms: number) {
  let count = 0;
  return async () => {
    count += 1;
    const mine = count;
    if (ms > 0) await sleep(ms);
    return mine;
  };
}

/** The answer, and after how long it came. */
async function asked<T>(answer: Promise<T>): Promise<[T, number]> {
  const start = performance.now();
  const came = answer.then((one): [T, number] => [one, performance.now() - start]);
  await later(1000);
  return came;
}

describe('an answer that is kept', () => {
  it('is made anew for each asker while that is quick', async () => {
    const kept = new KeptAnswers({ slowMs: 200, freshMs: 60_000, mostMs: 60_000 });
    const count = counting(100);
    expect(await asked(kept.ask('a', count))).toEqual([1, 100]);
    expect(await asked(kept.ask('a', count))).toEqual([2, 100]);
  });

  it('is given again while it is young, then given while it is made anew, and not when it is old', async () => {
    const kept = new KeptAnswers({ slowMs: 200, freshMs: 5000, mostMs: 60_000 });
    const count = counting(400);
    expect(await asked(kept.ask('a', count))).toEqual([1, 400]);
    expect(await asked(kept.ask('a', count))).toEqual([1, 0]);
    expect(await asked(kept.ask('b', counting(0)))).toEqual([1, 0]);
    await later(5000);
    expect(await asked(kept.ask('a', count))).toEqual([1, 0]);
    expect(await asked(kept.ask('a', count))).toEqual([2, 0]);
    await later(60_000);
    expect(await asked(kept.ask('a', count))).toEqual([3, 400]);
  });

  it('is not lost when making it anew fails', async () => {
    const kept = new KeptAnswers({ slowMs: 200, freshMs: 5000, mostMs: 60_000 });
    expect(await asked(kept.ask('a', counting(400)))).toEqual([1, 400]);
    await later(5000);
    const away = async () => Promise.reject(new Error('away'));
    expect(await asked(kept.ask('a', away))).toEqual([1, 0]);
    expect(await asked(kept.ask('a', away))).toEqual([1, 0]);
  });
});
