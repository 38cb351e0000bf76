import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { KeptAnswers } from './kept.ts';

/** A count that grows each time it is made, and takes so long. */
function counting(ms: number) {
  let count = 0;
  return async () => {
    count += 1;
    const mine = count;
    await sleep(ms);
    return mine;
  };
}

describe('an answer that is kept', () => {
  it('is made anew for each asker while that is quick', async () => {
    const kept = new KeptAnswers({ slowMs: 200, freshMs: 60_000, mostMs: 60_000 });
    const count = counting(0);
    expect([await kept.ask('a', count), await kept.ask('a', count)]).toEqual([1, 2]);
  });

  it('is given again while it is young, then given while it is made anew, and not when it is old', async () => {
    const kept = new KeptAnswers({ slowMs: 20, freshMs: 100, mostMs: 600 });
    const count = counting(40);
    expect([await kept.ask('a', count), await kept.ask('a', count), await kept.ask('b', counting(0))]).toEqual([
      1, 1, 1,
    ]);
    await sleep(150);
    const start = performance.now();
    expect(await kept.ask('a', count)).toBe(1);
    expect(performance.now() - start).toBeLessThan(35);
    await sleep(80);
    expect(await kept.ask('a', count)).toBe(2);
    await sleep(650);
    expect(await kept.ask('a', count)).toBe(3);
  });

  it('is not lost when making it anew fails', async () => {
    const kept = new KeptAnswers({ slowMs: 5, freshMs: 20, mostMs: 60_000 });
    expect(await kept.ask('a', counting(20))).toBe(1);
    await sleep(40);
    const away = async () => Promise.reject(new Error('away'));
    expect(await kept.ask('a', away)).toBe(1);
    await sleep(10);
    expect(await kept.ask('a', away)).toBe(1);
  });
});
