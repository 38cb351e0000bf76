import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shanghaiDay } from '../../../platform/calendar.ts';
import { decideTakes, type Had } from './decide.ts';
import { overlapping, sessionsOf } from './schedule.ts';

const skus = ['a', 'b', 'elsewhere'] as const;
const ask = fc.record({
  personNo: fc.integer({ min: 1, max: 5 }),
  skuId: fc.constantFrom(...skus),
  quantity: fc.integer({ min: 1, max: 3 }),
});

describe('who has what of a session', () => {
  it('never gives more than there is, nor anybody more than she may have, and nobody behind gets what one before was refused', () => {
    fc.assert(
      fc.property(
        fc.array(ask, { maxLength: 40 }),
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 5 }),
        fc.option(fc.integer({ min: 0, max: 6 })),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom('a', 'b'), fc.boolean()), { maxLength: 5 }),
        (asks, a, b, perOrder, perMember, today, before) => {
          const had = before.map(([personNo, skuId, kept]): Had => ({ personNo, skuId, units: 1, kept }));
          const left = new Map([
            ['a', a],
            ['b', b],
          ]);
          const verdicts = decideTakes(asks, { left, had, perOrder, perMember, today });
          const won = asks.filter((_, at) => verdicts[at] === 'can');
          expect(won.length).toBeLessThanOrEqual(today ?? asks.length);
          // Who is told that the day is full is told the truth.
          const full = verdicts.indexOf('full_today');
          if (full >= 0) expect(verdicts.slice(0, full).filter((one) => one === 'can')).toHaveLength(today ?? -1);
          for (const [skuId, there] of left)
            expect(
              won.filter((one) => one.skuId === skuId).reduce((n, { quantity }) => n + quantity, 0),
            ).toBeLessThanOrEqual(there);
          for (const personNo of [1, 2, 3, 4, 5]) {
            const hers = won.filter((one) => one.personNo === personNo);
            const units = hers.reduce((n, { quantity }) => n + quantity, 0);
            const owned = had.filter((one) => one.personNo === personNo).length;
            if (units > 0) expect(units + owned).toBeLessThanOrEqual(perMember);
            expect(hers.every(({ quantity }) => quantity <= perOrder)).toBe(true);
            // One has pieces of one SKU kept once.
            expect(new Set(hers.map(({ skuId }) => skuId)).size).toBe(hers.length);
          }
          // Fair: where somebody was told that it is sold out, nobody after her got as many of the same.
          for (const [at, verdict] of verdicts.entries()) {
            if (verdict !== 'sold_out') continue;
            const { skuId, quantity } = asks[at] ?? { skuId: '', quantity: 0 };
            const later = asks.filter((one, n) => n > at && one.skuId === skuId && verdicts[n] === 'can');
            expect(later.every((one) => one.quantity < quantity)).toBe(true);
          }
          expect(asks.every(({ skuId }, at) => (skuId === 'elsewhere') === (verdicts[at] === 'no_goods'))).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('sessions', () => {
  it('lie within their day and come one after the other, in Shanghai’s time, and those that are over are left out', () => {
    const sessions = [
      { from: 600, minutes: 60 },
      { from: 1200, minutes: 240 },
    ];
    const days = { from: '2026-12-01', to: '2026-12-03' };
    const now = new Date('2026-12-01T11:00:00+08:00');
    const planned = sessionsOf(sessions, days, now);
    expect(planned.map(({ startsAt }) => startsAt.toISOString())).toEqual([
      '2026-12-01T12:00:00.000Z',
      '2026-12-02T02:00:00.000Z',
      '2026-12-02T12:00:00.000Z',
      '2026-12-03T02:00:00.000Z',
      '2026-12-03T12:00:00.000Z',
    ]);
    expect(shanghaiDay(planned.at(-1)?.endsAt ?? now)).toBe('2026-12-04');
    expect(overlapping(sessions)).toBeNull();
    expect(
      overlapping([
        { from: 600, minutes: 61 },
        { from: 660, minutes: 5 },
      ]),
    ).toBe(1);
    expect(overlapping([{ from: 1439, minutes: 2 }])).toBe(0);
  });
});
