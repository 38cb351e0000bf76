import { valuesOf } from '@huoshui/contracts/words';
import { rhythmDay } from '@huoshui/contracts/words/group-rhythms';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shanghaiTime } from '../../../../platform/calendar.ts';
import { nextOccurrence, occurrences } from './week.ts';

const HOUR_MS = 3_600_000;
const at = (time: string) => new Date(`${time}:00+08:00`);

it('comes on its weekday at its hour in Shanghai, whatever day that is elsewhere', () => {
  const beats = [
    { day: 'mon', at: 30 },
    { day: 'wed', at: 20 * 60 },
  ] as const;
  const week = occurrences(beats, at('2026-11-29T00:30'), at('2026-12-07T00:30'));
  expect(week.map((one) => [one.beat, shanghaiTime(one.at)])).toEqual([
    [0, '2026-11-30 00:30'],
    [1, '2026-12-02 20:00'],
    [0, '2026-12-07 00:30'],
  ]);
  expect(shanghaiTime(nextOccurrence(beats, at('2026-11-30T00:30')))).toBe('2026-12-02 20:00');
});

it('is never missed and never twice, however the time is cut into looks', () => {
  const beat = fc.record({ day: fc.constantFrom(...valuesOf(rhythmDay)), at: fc.integer({ min: 0, max: 1439 }) });
  fc.assert(
    fc.property(
      fc.array(beat, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 0, max: 10_000 }),
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 }),
      (beats, start, looks) => {
        const first = new Date(at('2026-01-01T00:00').getTime() + start * HOUR_MS);
        let from = first;
        const cut = looks.flatMap((hours) => {
          const until = new Date(from.getTime() + hours * HOUR_MS);
          const part = occurrences(beats, from, until);
          from = until;
          return part;
        });
        expect(cut).toEqual(occurrences(beats, first, from));
        const next = nextOccurrence(beats, first);
        expect(occurrences(beats, first, new Date(next.getTime() - 1))).toEqual([]);
      },
    ),
  );
});
