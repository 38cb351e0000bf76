import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { INITIAL_RULES, stageAt, usualInterval } from './lifecycle.ts';

const DAY_0 = new Date('2026-01-01T00:00:00Z');
const day = (n: number) => new Date(DAY_0.getTime() + n * DAY_MS);
const buyer = (purchases: number, last: number) => ({ purchases, firstAt: day(0), lastAt: day(last) });

describe('a stage', () => {
  it('grows with purchases and falls with silence measured by her own rhythm', () => {
    // Four purchases in 30 days: every 10 days. Silent for 20 is declining, for 40 lost.
    const regular = buyer(4, 30);
    expect(usualInterval(regular, INITIAL_RULES)).toBe(10);
    expect(stageAt(regular, INITIAL_RULES, day(49.9)).stage).toBe('mature');
    expect(stageAt(regular, INITIAL_RULES, day(50)).stage).toBe('declining');
    expect(stageAt(regular, INITIAL_RULES, day(69.9)).stage).toBe('declining');
    expect(stageAt(regular, INITIAL_RULES, day(70)).stage).toBe('lost');
  });

  it('takes the usual interval of the shop after one purchase', () => {
    expect(stageAt(buyer(1, 0), INITIAL_RULES, day(41)).stage).toBe('new');
    expect(stageAt(buyer(1, 0), INITIAL_RULES, day(42)).stage).toBe('declining');
    expect(stageAt(null, INITIAL_RULES, day(1)).stage).toBe('none');
  });

  it('says exactly when silence will change it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 0, max: 500 }),
        (orders, last, silent) => {
          const purchases = buyer(orders, orders === 1 ? 0 : last);
          const now = new Date(purchases.lastAt.getTime() + silent * DAY_MS);
          const { stage, dueAt } = stageAt(purchases, INITIAL_RULES, now);
          if (!dueAt) return stage === 'lost';
          const before = stageAt(purchases, INITIAL_RULES, new Date(dueAt.getTime() - 1)).stage;
          const after = stageAt(purchases, INITIAL_RULES, dueAt).stage;
          return dueAt > now && before === stage && after !== stage;
        },
      ),
    );
  });
});
