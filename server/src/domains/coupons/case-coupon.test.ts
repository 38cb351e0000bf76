import { expect, it } from 'vitest';
import { asCaseCoupon } from './case-coupon.ts';

const now = new Date('2026-11-20T04:00:00Z');

it('a coupon of a case is the offer that the wallet would make of it', () => {
  const made = asCaseCoupon({ id: 'c1', values: { kind: 'amount', amount: 500, threshold: 3_900 } }, now);
  expect(made).toMatchObject({
    offer: { id: 'c1', source: 'coupons', layer: 'coupon', automatic: false, startsAt: now },
  });
  const dated = asCaseCoupon({ id: 'c2', values: {}, validTo: '2026-11-20T04:00:00Z' }, now);
  expect(dated).toMatchObject({ offer: { endsAt: now } });
});

it('one that no template could be says which field is wrong', () => {
  expect(asCaseCoupon({ id: 'c', values: { kind: 'amount', amount: 0 } }, now)).toMatchObject({
    problem: { at: 'amount' },
  });
});
