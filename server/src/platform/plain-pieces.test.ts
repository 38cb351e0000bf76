import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayStart, daysBetween, minuteOfDay, nextMinuteOfDay, shanghaiDay } from './calendar.ts';
import { toCsv } from './csv.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { newId } from './ids.ts';
import { joinParts, splitParts, unquoted } from './parts.ts';

describe('business days', () => {
  it('begin at 16:00 UTC of the day before', () => {
    expect(shanghaiDay(new Date('2026-11-20T15:59:59Z'))).toBe('2026-11-20');
    expect(shanghaiDay(new Date('2026-11-20T16:00:00Z'))).toBe('2026-11-21');
    expect(dayStart('2026-11-21').toISOString()).toBe('2026-11-20T16:00:00.000Z');
  });

  it('are counted across months and leap days', () => {
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
    expect(daysBetween('2026-12-31', '2027-01-02')).toBe(2);
  });

  it('know the time of the day, and when it comes next', () => {
    const ten = new Date('2026-11-21T02:00:00Z');
    expect(minuteOfDay(ten)).toBe(600);
    expect(nextMinuteOfDay(ten, 600)).toEqual(ten);
    expect(nextMinuteOfDay(ten, 599).toISOString()).toBe('2026-11-22T01:59:00.000Z');
  });
});

describe('a CSV file', () => {
  it('disarms what a spreadsheet would run, and quotes what would break a row', () => {
    const csv = toCsv(
      ['名称', '数'],
      [
        ['=1+1', 2],
        ['a,"b"\nc', -3],
        ['@x', null],
      ],
    );
    expect(csv).toBe('\uFEFF名称,数\r\n\'=1+1,2\r\n"a,""b""\nc",-3\r\n\'@x,\r\n');
  });
});

describe('a text that a spreadsheet would take for a formula', () => {
  it('is disarmed, however it begins', () => {
    for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
      const cell = toCsv(['a'], [[`${start}1+1`]])
        .split('\r\n')
        .slice(1)
        .join('\r\n');
      expect([start, /^"?'/.test(cell)]).toEqual([start, true]);
    }
  });
});

describe('parts in one cell', () => {
  const separators = /[;；|]/;
  it('are read as they were written, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { minLength: 1, maxLength: 4 }), (parts) => {
        const told = parts.filter((part) => part.trim() !== '');
        const read = splitParts(joinParts(told, separators), separators).map(unquoted);
        expect(read).toEqual(told);
      }),
    );
  });

  it('are parted as shops write them; an inch is no quote', () => {
    expect(splitParts('红；L|24"', separators).map(unquoted)).toEqual(['红', 'L', '24"']);
    expect(splitParts('"红', separators).map(unquoted)).toEqual(['"红']);
    expect(splitParts('颜色:"红;蓝";码:L', separators)).toEqual(['颜色:"红;蓝"', '码:L']);
  });
});

describe('a cursor', () => {
  it('that decodes but could not be cast is refused as well', () => {
    for (const [kind, ...wrong] of [
      ['instant', 'x', '2026-02-30T00:00:00Z', '9999-12-31T00:00:00Z', 3],
      ['int', '1', 1.5, 2_147_483_648, null],
      ['bigint', 1.5, 1e300],
      ['day', 3, '{}', '2026-02-30', '2026-11-29T00:00:00Z'],
      ['text', 3, 'a\0b', '\ud800', 'x'.repeat(201)],
    ] as const)
      for (const value of wrong)
        expect(() => decodeCursor(Buffer.from(JSON.stringify([value])).toString('base64url'), [kind])).toThrow(
          'bad_cursor',
        );
  });

  it('comes back as it went, and anything else is refused', () => {
    expect(decodeCursor(encodeCursor(['2026', 3]), ['text', 'int'])).toEqual(['2026', 3]);
    for (const bad of ['x', encodeCursor(['one']), Buffer.from('{"a":1}').toString('base64url')])
      expect(() => decodeCursor(bad, ['text', 'int'])).toThrow('bad_cursor');
  });
});

describe('an id', () => {
  it('says what it names, has 26 characters and sorts by its making', () => {
    const ids = Array.from({ length: 1000 }, () => newId('ord'));
    expect(ids.every((id) => /^ord_[0-9a-hjkmnp-tv-z]{26}$/.test(id))).toBe(true);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(1000);
  });
});
