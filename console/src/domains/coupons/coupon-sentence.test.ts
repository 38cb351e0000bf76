import { describe, expect, it } from 'vitest';
import { type CouponRules, couponSentence, folds, mostCost } from './coupon-sentence.ts';
import { bodyOf, newCoupon, valuesOf } from './coupon-values.ts';

const rules: CouponRules = {
  discount: { kind: 'amount', amount: 1000 },
  threshold: 3900,
  scope: { kind: 'all' },
  validity: { kind: 'days', days: 7 },
  total: null,
  perMember: 1,
  channel: 'shop',
};

describe('the sentence of a coupon', () => {
  it('says what, on what, how long and how many', () => {
    expect(couponSentence(rules, 'zh-CN')).toBe('满 39 元减 10 元，全部商品可用，领取后 7 天内有效，每人可领 1 张');
    expect(couponSentence(rules, 'en')).toBe('¥10 off from ¥39, on everything, valid 7 days, up to 1 per member');
  });

  it('speaks of 折 in Chinese and of percent in English, with the cap', () => {
    const percent: CouponRules = { ...rules, threshold: 0, discount: { kind: 'percent', percentOff: 15, cap: 2000 } };
    expect(couponSentence(percent, 'zh-CN')).toContain('打 8.5 折，最多减 20 元');
    expect(couponSentence(percent, 'en')).toContain('15% off, at most ¥20');
    expect(folds(10)).toBe('9');
  });

  it('names fixed days by the last day on which it is valid', () => {
    const between: CouponRules = {
      ...rules,
      validity: { kind: 'between', from: '2026-10-31T16:00:00Z', to: '2026-11-11T16:00:00Z' },
    };
    expect(couponSentence(between, 'zh-CN')).toContain('2026-11-01 至 2026-11-11 有效');
  });
});

describe('what all coupons cost at most', () => {
  it('is known only when both the number and the discount are bounded', () => {
    expect(mostCost({ ...rules, total: 100 })).toBe(100_000);
    expect(mostCost(rules)).toBeNull();
    expect(mostCost({ total: 10, discount: { kind: 'percent', percentOff: 10, cap: null } })).toBeNull();
    expect(mostCost({ total: 10, discount: { kind: 'percent', percentOff: 10, cap: 500 } })).toBe(5000);
    expect(mostCost({ total: 10, discount: { kind: 'free_shipping' } })).toBeNull();
  });
});

describe('the form of a coupon', () => {
  it('gives back the template it was opened with', () => {
    const body = bodyOf({
      ...newCoupon,
      name: '周末券',
      validityKind: 'between',
      between: ['2026-11-01', '2026-11-11'],
    });
    expect(body?.validity).toEqual({
      kind: 'between',
      from: '2026-10-31T16:00:00.000Z',
      to: '2026-11-11T16:00:00.000Z',
    });
    if (body === null) throw new Error('the body is complete');
    const known = {
      id: 'cpt_1',
      state: 'draft',
      sentence: { zh: '', en: '' },
      issued: 0,
      used: 0,
      cost: 0,
      gmv: 0,
      createdAt: '',
    } as const;
    expect(bodyOf(valuesOf({ ...known, ...body }))).toEqual(body);
  });

  it('has nothing to send while something is missing', () => {
    expect(bodyOf({ ...newCoupon, amount: null })).toBeNull();
    expect(bodyOf({ ...newCoupon, scopeKind: 'categories', categoryIds: [] })).toBeNull();
    expect(bodyOf({ ...newCoupon, validityKind: 'between', between: null })).toBeNull();
  });
});
