import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE_MS, shanghaiDay, shanghaiInstant } from '../../../platform/calendar.ts';
import { type AreaTerms, areaOf, slotsOfArea } from './area-slots.ts';

const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const anArea = (facts: Partial<AreaTerms> = {}): { readonly id: string; readonly values: AreaTerms } => ({
  id: 'are',
  values: {
    region: '上海市/上海市',
    districts: null,
    slots: [{ days: everyDay, from: 540, to: 720, capacity: 2 }],
    cutoff: 120,
    ahead: 2,
    ...facts,
  },
});
const hangzhou = { region: '浙江省/杭州市' };

describe('where an area is', () => {
  it('is told by what a place is called, and its district before the whole city', () => {
    const [city, part, far] = [
      { ...anArea(), id: 'city' },
      { ...anArea({ districts: ['徐汇区', '静安区'] }), id: 'part' },
      { ...anArea(hangzhou), id: 'far' },
    ];
    const at = (province: string, name: string, district = '') =>
      areaOf([city, part, far], { province, city: name, district })?.id ?? null;
    expect(at('上海市', '上海市', '徐汇区')).toBe('part');
    expect(at('上海市', '上海市', '浦东新区')).toBe('city');
    expect(at('上海', '市辖区', '静安区')).toBe('part');
    expect(at('浙江', '杭州', '西湖区')).toBe('far');
    expect(at('浙江省', '宁波市')).toBeNull();
    expect(at('江苏省', '南京市')).toBeNull();
    expect(areaOf([part], { province: '上海市', city: '上海市', district: '浦东新区' })).toBeNull();
  });
});

describe('the slots of an area', () => {
  it('end to be offered when their time to order is over, to the minute, and begin again the next day', () => {
    const offered = (day: string, minute: number) =>
      slotsOfArea(anArea().values, shanghaiInstant(day, minute * MINUTE_MS)).map((slot) => slot.day);
    expect(offered('2026-12-01', 420)).toEqual(['2026-12-01', '2026-12-02']);
    expect(offered('2026-12-01', 421)).toEqual(['2026-12-02']);
  });

  it('are of the days that are named, and midnight is their end', () => {
    const slots = [{ days: ['tue'] as const, from: 1200, to: 1439, capacity: 5 }];
    const found = slotsOfArea(anArea({ slots, ahead: 7, cutoff: 0 }).values, shanghaiInstant('2026-11-30', 0));
    expect(found.map(({ day, to, capacity }) => [day, to.toISOString(), capacity])).toEqual([
      ['2026-12-01', '2026-12-01T16:00:00.000Z', 5],
    ]);
  });

  it('lie within the days that may be booked, after now, in order and without overlap', () => {
    const slot = fc
      .record({
        days: fc.subarray([...everyDay], { minLength: 1 }),
        from: fc.nat(1400),
        length: fc.integer({ min: 1, max: 39 }),
        capacity: fc.integer({ min: 1, max: 9 }),
      })
      .map(({ length, ...one }) => ({ ...one, to: one.from + length }));
    const slots = fc.uniqueArray(slot, {
      maxLength: 5,
      comparator: (a, b) => a.from < b.to && b.from < a.to,
    });
    const now = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(slots, fc.nat(3000), fc.integer({ min: 1, max: 14 }), now, (some, cutoff, ahead, at) => {
        const found = slotsOfArea(anArea({ slots: some, cutoff, ahead }).values, at);
        for (const [n, one] of found.entries()) {
          expect(one.from.getTime() - cutoff * MINUTE_MS).toBeGreaterThanOrEqual(at.getTime());
          expect(one.to.getTime()).toBeGreaterThan(one.from.getTime());
          expect(shanghaiDay(one.from)).toBe(one.day);
          const next = found[n + 1];
          if (next) expect(next.from.getTime()).toBeGreaterThanOrEqual(one.to.getTime());
        }
        expect(new Set(found.map(({ day }) => day)).size).toBeLessThanOrEqual(ahead);
      }),
    );
  });
});
