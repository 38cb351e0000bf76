import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shanghaiDay, shanghaiTime } from '../../platform/calendar.ts';
import { hoursText, isOpenAt, type PickupTerms, slotsOf, windowsOn } from './hours.ts';
import { aStore, everyDay } from './testing.ts';

const at = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`);
const store = (facts: Partial<PickupTerms>): PickupTerms => ({ ...aStore, ...facts });
const nineToSix = { hours: [{ days: everyDay, from: 540, to: 1080 }] };
const said = (facts: Partial<PickupTerms>, now: string) =>
  slotsOf(store(facts), at(now)).map(({ from, to }) => `${shanghaiTime(from).slice(5)}-${shanghaiTime(to).slice(11)}`);

describe('opening hours', () => {
  it('are half-open: the door is open at its first minute and shut at its last', () => {
    const one = store(nineToSix);
    const open = ['2026-11-28 08:59', '2026-11-28 09:00', '2026-11-28 17:59', '2026-11-28 18:00'].map((text) =>
      isOpenAt(one, at(text)),
    );
    expect(open).toEqual([false, true, true, false]);
  });

  it('go by the weekday of Shanghai, with a break at noon, and end at midnight where 23:59 is said', () => {
    const one = store({
      hours: [
        { days: ['sat'], from: 840, to: 1439 },
        { days: ['sat'], from: 540, to: 720 },
      ],
    });
    expect(hoursText(one, '2026-11-28')).toBe('09:00–12:00, 14:00–24:00');
    expect(hoursText(one, '2026-11-29')).toBe('');
    // Friday in London, Saturday in Shanghai.
    expect(isOpenAt(one, new Date('2026-11-28T01:30:00Z'))).toBe(true);
    expect(isOpenAt(one, at('2026-11-28 23:59'))).toBe(true);
  });

  it('give way to a holiday, closed or with hours of its own', () => {
    const one = store({
      ...nineToSix,
      holidays: [
        { days: { from: '2027-02-05', to: '2027-02-07' }, open: 'closed', from: null, to: null },
        { days: { from: '2027-02-08', to: '2027-02-08' }, open: 'hours', from: 600, to: 900 },
      ],
    });
    const days = ['2027-02-04', '2027-02-05', '2027-02-07', '2027-02-08', '2027-02-09'];
    expect(days.map((day) => hoursText(one, day))).toEqual(['09:00–18:00', '', '', '10:00–15:00', '09:00–18:00']);
  });
});

describe('slots', () => {
  it('begin once the order is prepared, of open hours only', () => {
    const evening = { hours: [{ days: everyDay, from: 540, to: 720 }], prepare: 60, ahead: 2 };
    expect(said(evening, '2026-11-28 09:10')).toEqual([
      '11-28 11:00-12:00',
      '11-29 09:00-10:00',
      '11-29 10:00-11:00',
      '11-29 11:00-12:00',
    ]);
    // Half an hour tonight, the other half from nine.
    expect(said(evening, '2026-11-28 11:30')).toEqual(['11-29 10:00-11:00', '11-29 11:00-12:00']);
    expect(said(evening, '2026-11-28 22:00')[0]).toBe('11-29 10:00-11:00');
  });

  it('end with the hours: what is left over is short, or none', () => {
    const odd = { hours: [{ days: everyDay, from: 540, to: 640 }], slot: '60' as const, ahead: 1 };
    expect(said(odd, '2026-11-28 08:00')).toEqual(['11-28 09:00-10:00', '11-28 10:00-10:40']);
    expect(said({ ...odd, hours: [{ days: everyDay, from: 540, to: 610 }] }, '2026-11-28 08:00')).toEqual([
      '11-28 09:00-10:00',
    ]);
  });

  it('are none where it is paused, closed, hands nothing out or never opens', () => {
    for (const facts of [{ state: 'paused' }, { state: 'closed' }, { pickup: false }, { hours: [] }] as const)
      expect(said(facts, '2026-11-28 10:00')).toEqual([]);
  });

  it('never overlap, lie within open hours, begin after now and within the days that may be booked', () => {
    const minute = fc.integer({ min: 0, max: 1438 });
    const row = fc
      .record({ days: fc.uniqueArray(fc.constantFrom(...everyDay), { minLength: 1 }), a: minute, b: minute })
      .filter(({ a, b }) => a !== b)
      .map(({ days, a, b }) => ({ days, from: Math.min(a, b), to: Math.max(a, b) }));
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 1 }),
        fc.constantFrom('30' as const, '60' as const, '120' as const),
        fc.integer({ min: 0, max: 2880 }),
        fc.integer({ min: 1, max: 14 }),
        fc.integer({ min: 0, max: 400 * 1440 }),
        (hours, slot, prepare, ahead, minutes) => {
          const now = new Date(Date.UTC(2026, 0, 1) + minutes * 60_000);
          const one = store({ hours, slot, prepare, ahead });
          const slots = slotsOf(one, now);
          for (const [n, { day, from, to }] of slots.entries()) {
            expect(from.getTime()).toBeGreaterThanOrEqual(now.getTime());
            expect(to.getTime()).toBeGreaterThan(from.getTime());
            expect(from.getTime()).toBeGreaterThanOrEqual((slots[n - 1]?.to ?? now).getTime());
            expect(shanghaiDay(from)).toBe(day);
            expect(windowsOn(one, day)).toHaveLength(1);
            expect(isOpenAt(one, from) && isOpenAt(one, new Date(to.getTime() - 1))).toBe(true);
          }
        },
      ),
    );
  });
});
