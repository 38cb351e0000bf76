import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../platform/calendar.ts';
import { CARD_MONTH_DAYS } from './card.ts';
import { keeps } from './keeps.ts';

const start = new Date('2026-11-01T00:00:00Z');
const card = (months: number, freeShipping: number | null) => ({ startsAt: start, months, freeShipping });
const at = (days: number) => new Date(start.getTime() + days * DAY_MS);

const anyUse = fc.record({
  paid: fc.integer({ min: 1, max: 1_000_000 }),
  months: fc.constantFrom(1, 3, 12),
  freeShipping: fc.option(fc.integer({ min: 1, max: 100 })),
  deliveries: fc.nat(1200),
  saved: fc.nat(2_000_000),
  days: fc.integer({ min: -40, max: 500 }),
});

describe('what the shop keeps of a card that is given back', () => {
  it('is never more than was paid and never below nothing, and never less the later it is or the more was used', () => {
    fc.assert(
      fc.property(anyUse, fc.nat(100), ({ paid, months, freeShipping, deliveries, saved, days }, more) => {
        const kept = (by: number, used: number, off: number) =>
          keeps(paid, card(months, freeShipping), { deliveries: used, saved: off }, at(by));
        const now = kept(days, deliveries, saved);
        expect(now).toBeGreaterThanOrEqual(0);
        expect(now).toBeLessThanOrEqual(paid);
        expect(kept(days + more, deliveries, saved)).toBeGreaterThanOrEqual(now);
        expect(kept(days, deliveries + more, saved)).toBeGreaterThanOrEqual(now);
        expect(kept(days, deliveries, saved + more)).toBeGreaterThanOrEqual(now);
      }),
    );
  });

  it('is nothing in its first seven days while it gave nothing, and before it begins', () => {
    const unused = { deliveries: 0, saved: 0 };
    expect(keeps(3_000, card(1, 5), unused, at(6.9))).toBe(0);
    expect(keeps(3_000, card(1, 5), unused, at(-3))).toBe(0);
    expect(keeps(3_000, card(1, 5), unused, at(7))).toBe(3_000);
    expect(keeps(3_000, card(3, 5), unused, at(7))).toBe(1_000);
  });

  it('is the share of months that have begun, of deliveries, or what it saved, whichever is most', () => {
    const year = card(12, 5);
    expect(keeps(12_000, year, { deliveries: 1, saved: 500 }, at(10))).toBe(1_000);
    expect(keeps(12_000, year, { deliveries: 9, saved: 500 }, at(10))).toBe(1_800);
    expect(keeps(12_000, year, { deliveries: 9, saved: 5_000 }, at(10))).toBe(5_000);
    expect(keeps(12_000, year, { deliveries: 0, saved: 0 }, at(CARD_MONTH_DAYS))).toBe(2_000);
    expect(keeps(12_000, year, { deliveries: 0, saved: 0 }, at(12 * CARD_MONTH_DAYS))).toBe(12_000);
  });
});
