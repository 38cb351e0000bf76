import { describe, expect, it } from 'vitest';
import { bodyOf, newPromotion, promotionSentence, tiersAreSound } from './promotion-values.ts';

describe('the tiers of a promotion', () => {
  it('take off less than they ask for, and more the higher they are', () => {
    expect(tiersAreSound([{ threshold: 9900, off: 1000 }])).toBe(true);
    expect(tiersAreSound([{ threshold: 1000, off: 1000 }])).toBe(false);
    expect(tiersAreSound([{ threshold: null, off: 100 }])).toBe(false);
    expect(
      tiersAreSound([
        { threshold: 9900, off: 1000 },
        { threshold: 19900, off: 3000 },
      ]),
    ).toBe(true);
    expect(
      tiersAreSound([
        { threshold: 9900, off: 1000 },
        { threshold: 19900, off: 900 },
      ]),
    ).toBe(false);
    expect(
      tiersAreSound([
        { threshold: 9900, off: 1000 },
        { threshold: 9900, off: 2000 },
      ]),
    ).toBe(false);
  });
});

describe('a promotion', () => {
  const values = { ...newPromotion, name: '周末', days: ['2026-11-21', '2026-11-22'] as const };

  it('runs from the first midnight to the midnight after its last day', () => {
    expect(bodyOf(values)).toMatchObject({ startsAt: '2026-11-20T16:00:00.000Z', endsAt: '2026-11-22T16:00:00.000Z' });
  });

  it('is not sent without days or products', () => {
    expect(bodyOf({ ...values, days: null })).toBeNull();
    expect(bodyOf({ ...values, scopeKind: 'products' })).toBeNull();
  });

  it('reads as a sentence', () => {
    expect(promotionSentence(values, 'zh-CN')).toBe('满 99 元减 20 元，全部商品，2026-11-21 至 2026-11-22');
  });
});
