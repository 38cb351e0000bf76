import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTemplateData, type FieldType, fieldTypeOf, fitField } from './template-data.ts';

const reasonFor = (key: string, value: string) => checkTemplateData({ [key]: value })[0]?.reason ?? 'fine';

describe('values of a subscribe message', () => {
  it.each([
    ['thing1', '您的糖心苹果已发货，请留意查收', 'fine'],
    ['thing1', '一二三四五六七八九十一二三四五六七八九十', 'fine'],
    ['thing1', '一二三四五六七八九十一二三四五六七八九十一', 'too_long'],
    ['thing1', '好吃😋', 'emoji'],
    ['thing1', '', 'empty'],
    ['thing1', '苹果\n', 'line_break'],
    ['thing1', '苹果\n香蕉', 'line_break'],
    ['number2', '12.50', 'fine'],
    ['number2', '12元', 'bad_format'],
    ['number2', '1'.repeat(33), 'bad_format'],
    ['letter3', 'ABC', 'fine'],
    ['letter3', 'ABC1', 'bad_format'],
    ['symbol4', '¥¥¥¥¥', 'fine'],
    ['symbol4', '¥¥¥¥¥¥', 'too_long'],
    ['character_string5', 'SF-1234567890', 'fine'],
    ['character_string5', '单号1', 'bad_format'],
    ['time6', '15:01', 'fine'],
    ['time6', '2019年10月1日 15:01', 'fine'],
    ['time6', '2019年10月1日 15:01~2019年10月2日 16:00', 'fine'],
    ['time6', '2019年10月1日', 'bad_format'],
    ['time6', '25:01', 'bad_format'],
    ['date7', '2019年10月1日', 'fine'],
    ['date7', '2019年10月', 'fine'],
    ['date7', '10月1日', 'fine'],
    ['date7', '2019年13月1日', 'bad_format'],
    ['date7', '2026年2月30日', 'bad_format'],
    ['date7', '明天', 'bad_format'],
    ['name11', '张三2', 'bad_format'],
    ['amount8', '¥12.50', 'fine'],
    ['amount8', '12.5元', 'fine'],
    ['amount8', '12345678901', 'bad_format'],
    ['phone_number9', '+86-0755-88888888', 'fine'],
    ['phone_number9', '请来电', 'bad_format'],
    ['car_number10', '粤A8Z888挂', 'fine'],
    ['car_number10', '粤A粤8Z888', 'bad_format'],
    ['name11', '欧阳娜娜', 'fine'],
    ['name11', '一二三四五六七八九十一', 'bad_format'],
    ['name11', 'Alexander Hamilton', 'fine'],
    ['phrase12', '已发货', 'fine'],
    ['phrase12', '已发货ok', 'bad_format'],
    ['phrase12', '已经全部发货', 'too_long'],
    ['story1', '故事', 'unknown_type'],
    ['thing', '缺编号', 'unknown_type'],
    ['constructor1', '对象', 'unknown_type'],
  ])('%s: %j is %s', (key, value, expected) => {
    expect(reasonFor(key, value)).toBe(expected);
  });

  it('are all told at once', () => {
    const problems = checkTemplateData({ thing1: '', time2: 'soon', thing3: '苹果' });
    expect(problems.map((problem) => problem.key)).toEqual(['thing1', 'time2']);
  });

  it('know their type by their key', () => {
    expect(fieldTypeOf('character_string12')).toBe('character_string');
    expect(fieldTypeOf('thing')).toBeNull();
  });
});

describe('fitting a value', () => {
  it.each<readonly [FieldType, string, string | null]>([
    ['thing', '一二三四五六七八九十一二三四五六七八九十一', '一二三四五六七八九十一二三四五六七八九…'],
    ['thing', ' 好吃😋\n不贵 ', '好吃 不贵'],
    ['thing', '😋', null],
    ['number', '1,234.50', '1234.50'],
    ['number', '很多', null],
    ['character_string', '单号：SF123 456', 'SF123456'],
    ['time', '2026-11-21 09:05', '2026年11月21日 09:05'],
    ['date', '2026-11-21T09:05', '2026年11月21日 09:05'],
    ['date', '2026-11-01 ~ 2026-11-30', '2026年11月1日~2026年11月30日'],
    ['date', '下周', null],
    ['amount', '¥1,234.50', '¥1234.50'],
    ['phrase', '订单 已发货！', '订单已发货'],
    ['name', '一二三四五六七八九十一', '一二三四五六七八九十'],
  ])('%s: %j becomes %j', (type, text, expected) => {
    expect(fitField(type, text)).toBe(expected);
  });

  it('gives null or something that passes, and fitting it again changes nothing', () => {
    const types: readonly FieldType[] = [
      'thing',
      'number',
      'letter',
      'symbol',
      'character_string',
      'time',
      'date',
      'amount',
      'phone_number',
      'car_number',
      'name',
      'phrase',
      'const',
    ];
    const piece = fc.constantFrom(
      '苹果',
      '😋',
      '❤️',
      '👨‍👩‍👧',
      '\n',
      ' ',
      'A',
      '7',
      '.',
      '¥',
      '元',
      '2026-11-21',
      '15:01',
      '~',
      '…',
    );
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.array(piece, { maxLength: 30 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(fc.constantFrom(...types), text, (type, value) => {
        const fitted = fitField(type, value);
        if (fitted === null) return;
        expect(checkTemplateData({ [`${type}1`]: fitted })).toEqual([]);
        expect(fitField(type, fitted)).toBe(fitted);
      }),
      { numRuns: 2000 },
    );
  });
});
