import { describe, expect, it } from 'vitest';
import { clean, readFen, readInstant, readPhone, readQuantity, readTags, readYuan } from './cells.ts';

const now = new Date('2026-11-21T04:00:00Z');

describe('a cell', () => {
  it.each([
    ['\t20260101 ', '20260101'],
    ["'13800138000", '13800138000'],
    ['="00123"', '00123'],
    ['\ufeff会员\u0000', '会员'],
  ])('%j is %j without its wrapping', (cell, text) => {
    expect(clean(cell)).toBe(text);
  });

  it.each([
    ['12', 1200],
    ['¥1,234.50', 123_450],
    ['0.1', 10],
    ['12.500', 1250],
    ['3元', 300],
    ['8.07', 807],
    ['￥１，２３４．５０', 123_450],
    ['12,3456.7', 12_345_670],
  ])('of yuan %s is %i fen', (text, fen) => {
    expect(readYuan(text)).toEqual({ value: fen });
  });

  it.each(['-1', '1.234', '一百', '1e3', '', '10000000.01', '--', '1.2.3', 'NaN', '12,50', '1.234,50', '1,23,456'])(
    'of yuan %j is refused',
    (text) => {
      expect(readYuan(text)).toHaveProperty('problem');
    },
  );

  it('of fen is a whole number', () => {
    expect(readFen('1,177')).toEqual({ value: 1177 });
    expect(readFen('11,77')).toHaveProperty('problem');
    expect(readFen('11.77')).toHaveProperty('problem');
    expect(readFen('-5')).toHaveProperty('problem');
  });

  it('of a quantity is one at least', () => {
    expect(readQuantity('3.0')).toEqual({ value: 3 });
    for (const text of ['0', '-1', '1.5', '9999999']) expect(readQuantity(text), text).toHaveProperty('problem');
  });

  it.each([
    ['2026-11-20', '2026-11-20T04:00:00.000Z'],
    ['2026/1/2 9:05', '2026-01-02T01:05:00.000Z'],
    ['2026年3月1日', '2026-03-01T04:00:00.000Z'],
    ['2026.11.20 23:59:59', '2026-11-20T15:59:59.000Z'],
    ['19970101', '1997-01-01T04:00:00.000Z'],
    // The clocks of that summer were an hour ahead; the file has what they showed.
    ['1990-06-01 23:30', '1990-06-01T14:30:00.000Z'],
    ['1990-06-01 00:30', '1990-05-31T15:30:00.000Z'],
    ['1990-04-15 02:30', '1990-04-14T18:30:00.000Z'],
    ['1990-09-16 01:30', '1990-09-15T16:30:00.000Z'],
    ['1990-09-16 23:50', '1990-09-16T15:50:00.000Z'],
    ['1990-06-01T23:30:00+08:00', '1990-06-01T15:30:00.000Z'],
    ['2026-11-20T10:00:00Z', '2026-11-20T10:00:00.000Z'],
    ['2026-11-20T10:00:00.123+0900', '2026-11-20T01:00:00.000Z'],
  ])('of a time %s is %s', (text, iso) => {
    expect(readInstant(text, now)).toEqual({ value: new Date(iso) });
  });

  it.each([
    ['2026-02-30', '不存在'],
    ['2026-13-01', '不存在'],
    ['1889-01-01', '早于 1990'],
    ['2026-11-22', '今天之后'],
    ['9999-12-31', '今天之后'],
    ['0000-00-00', '不存在'],
    ['2026-11-20 25:00', '不是日期'],
    ['2026-11-20 10:00+99:99', '不是日期'],
    ['11/20/2026', '不是日期'],
    ['45981', '不是日期'],
    ['yesterday', '不是日期'],
  ])('of a time %s is refused: %s', (text, why) => {
    expect(readInstant(text, now)).toEqual({
      problem: { zh: expect.stringContaining(why), en: expect.not.stringMatching(/\p{Script=Han}/u) },
    });
  });

  it('of a phone is a mainland mobile number, and says when Excel has eaten digits', () => {
    expect(readPhone('+86 138-0013-8000')).toEqual({ value: '13800138000' });
    expect(readPhone('1.38E+10')).toMatchObject({ problem: { zh: expect.stringContaining('科学计数') } });
    expect(readPhone('02887654321')).toHaveProperty('problem');
  });

  it('of tags is cut at commas and strokes, each tag once', () => {
    expect(readTags('老客, 爱吃辣；老客|VIP')).toEqual(['老客', '爱吃辣', 'VIP']);
  });
});
