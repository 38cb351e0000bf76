import { expect, it } from 'vitest';
import { amountOff } from './kinds/amount-off.ts';
import { nthPiece } from './kinds/nth-piece.ts';
import { asOffer } from './promotion.ts';
import { type Quote, quote } from './quote.ts';
import type { StackTerms } from './stacking.ts';
import { aCoupon, aLine, allGoods, aPrice, minus, testNow } from './testing.ts';

const plain: StackTerms = { mode: 'best', group: null, priority: 0, withCoupons: true, cap: null, floor: null };
const dates = {
  funder: 'shop' as const,
  startsAt: new Date(0),
  endsAt: new Date('2027-01-01T00:00:00Z'),
  endedAt: null,
};
const rule = (id: string, off: number, stacking: Partial<StackTerms> = {}, threshold = 0) =>
  asOffer(
    {
      ...{ id, name: id, kind: 'amount_off', scope: allGoods, values: { tiers: [{ threshold, off }] }, ...dates },
      stacking: { ...plain, ...stacking },
    },
    amountOff,
  );
const half = (stacking: Partial<StackTerms> = {}) =>
  asOffer(
    {
      ...{ id: 'half', name: 'half', kind: 'nth_piece', scope: allGoods, ...dates },
      values: { nth: 2, percentOff: 50, counts: 'same', most: 9 },
      stacking: { ...plain, ...stacking },
    },
    nthPiece,
  );
const ask = (offers: Parameters<typeof quote>[0]['offers'], quantity = 1) =>
  quote({ lines: [aLine({ price: 10_000, quantity })], offers, prices: [], shipping: null, now: testNow });
const used = (quoted: Quote) => quoted.applied.map(({ offerId }) => offerId);

it('rules of a kind that say nothing hold each other back: the one that saves most is used', () => {
  expect(used(ask([rule('a', 500), rule('b', 900)]))).toEqual(['b']);
});

it('a rule that stacks adds to all others', () => {
  expect(used(ask([rule('a', 500, { mode: 'stack' }), rule('b', 900)]))).toEqual(['a', 'b']);
});

it('rules of different kinds that name one group hold each other back', () => {
  expect(used(ask([rule('a', 900), half()], 2))).toEqual(['half', 'a']);
  expect(used(ask([rule('a', 900, { group: '周末' }), half({ group: '周末' })], 2))).toEqual(['half']);
});

it('a rule that gives way leaves the field to a higher priority that saves less, but not to one that saves nothing', () => {
  const big = rule('big', 900, { mode: 'first' });
  expect(used(ask([big, rule('small', 500, { mode: 'first', priority: 5 })]))).toEqual(['small']);
  expect(used(ask([big, rule('small', 500, { mode: 'first', priority: 5 }, 99_999)]))).toEqual(['big']);
});

it('a rule is not used with coupons where it says so, and the quote says which stands in its way', () => {
  const apart = rule('apart', 900, { withCoupons: false });
  const quoted = ask([apart, aCoupon({ id: 'coupon', discount: minus(1_000) })]);
  expect(used(quoted)).toEqual(['coupon']);
  expect(quoted.rejected).toMatchObject([{ offerId: 'apart', reason: 'exclusive', instead: 'coupon' }]);
});

it('alone is with nothing else; prices of pieces are no discounts and stay', () => {
  const offers = [rule('alone', 2_000, { mode: 'alone' }), half(), aPrice({ id: 'noon', each: 9_000 })];
  expect(ask(offers, 2).totals.payable).toBe(18_000 - 4_500);
  expect(ask(offers.slice(0, 1).concat(offers.slice(2)), 2).totals.payable).toBe(16_000);
});

it('takes off no more than its cap, and leaves its goods at their floor', () => {
  expect(ask([rule('a', 5_000, { cap: 1_500 })]).totals.payable).toBe(8_500);
  expect(ask([rule('a', 5_000, { floor: 9_000 })]).totals.payable).toBe(9_000);
  const quoted = ask([rule('a', 5_000, { floor: 20_000 })]);
  expect(quoted.rejected).toMatchObject([{ reason: 'nothing_left' }]);
});
