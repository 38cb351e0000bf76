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

  it('keeps nobody waiting while it looks for the one that breaks a group', async () => {
    const ask = gatherer(async (asks) => {
      await new Promise((resolve) => setTimeout(resolve, asks.length > 1 || asks[0] === 13 ? 20 : 1));
      if (asks.includes(13)) throw certain;
      return asks;
    });
    let found = false;
    const broken = Promise.allSettled(Array.from({ length: 64 }, async (_, n) => ask(n))).then(() => {
      found = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(await ask(1000)).toBe(1000);
    expect(found).toBe(false);
    await broken;
  });

  it('lets whoever broke a group go alone, so that she breaks no other', async () => {
    let broken = 0;
    const ask = createGatherer<{ who: string; bad: boolean }, true>({
      work: async (asks) => {
        await new Promise((resolve) => setTimeout(resolve, 2));
        if (!asks.some(({ bad }) => bad)) return asks.map(() => true as const);
        if (asks.length > 1) broken += 1;
        throw certain;
      },
      most: 100,
      lanes: 1,
      lingerMs: 1,
      isCertain: (error) => error === certain,
      from: ({ who }) => who,
    });
    const round = async () =>
      Promise.allSettled([
        ...Array.from({ length: 20 }, async (_, n) => ask({ who: `shopper ${n}`, bad: false })),
        ask({ who: 'troublemaker', bad: true }),
        ...Array.from({ length: 20 }, async (_, n) => ask({ who: `shopper ${20 + n}`, bad: false })),
      ]);
    const first = await round();
    const once = broken;
    const later = [await round(), await round(), await round()];
    for (const outcomes of [first, ...later])
      expect(outcomes.flatMap((one, n) => (one.status === 'rejected' ? [n] : []))).toEqual([20]);
    expect(once).toBeGreaterThan(1);
    expect(broken).toBe(once);
    expect(await ask({ who: 'troublemaker', bad: false })).toBe(true);
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
