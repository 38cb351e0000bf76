import { describe, expect, it } from 'vitest';
import { createGatherer } from './gather.ts';

const certain = new Error('certain');

function gatherer(work: (asks: readonly number[]) => Promise<readonly number[]>, most = 100) {
  return createGatherer<number, number>({ work, most, lanes: 1, lingerMs: 1, isCertain: (error) => error === certain });
}

describe('a gatherer', () => {
  it('does what comes together, and what comes meanwhile, in groups, and answers each its own', async () => {
    const groups: number[] = [];
    const ask = gatherer(async (asks) => {
      groups.push(asks.length);
      await new Promise((resolve) => setTimeout(resolve, 10));
      return asks.map((n) => n * 2);
    }, 40);
    const answers = await Promise.all(Array.from({ length: 100 }, async (_, n) => ask(n)));
    expect(answers).toEqual(Array.from({ length: 100 }, (_, n) => n * 2));
    expect(groups).toEqual([40, 40, 20]);
  });

  it('lets one that breaks its group fail alone', async () => {
    const ask = gatherer(async (asks) => {
      if (asks.includes(13)) throw certain;
      return asks;
    });
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, async (_, n) => ask(n)));
    expect(outcomes.flatMap((o, n) => (o.status === 'rejected' ? [n] : []))).toEqual([13]);
  });

  it('tries nothing again when it cannot know what happened, and goes on with the next', async () => {
    let calls = 0;
    const ask = gatherer(async (asks) => {
      calls += 1;
      if (calls === 1) throw new Error('connection lost');
      return asks;
    });
    const outcomes = await Promise.allSettled([ask(1), ask(2)]);
    expect(outcomes.map((o) => o.status)).toEqual(['rejected', 'rejected']);
    expect(await ask(3)).toBe(3);
    expect(calls).toBe(2);
  });
});
