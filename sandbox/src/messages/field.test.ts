import { expect, test } from 'vitest';
import { isFieldValue } from './field.ts';

const good: readonly (readonly [string, string])[] = [
  ['thing1', '红颜草莓 500g 等 3 件!'],
  ['thing1', '二十个字二十个字二十个字二十个字二十个字'],
  ['number1', '12.50'],
  ['letter1', 'abcXYZ'],
  ['symbol1', '!@#'],
  ['character_string1', 'A2026-1121_0001'],
  ['time1', '15:01'],
  ['time1', '2019年10月1日 15:01'],
  ['time1', '2019年10月1日 15:01~2019年10月2日 16:00'],
  ['date1', '2019年10月1日'],
  ['date1', '2019-10-01 15:01'],
  ['date1', '2019年10月1日~2019年10月8日'],
  ['time1', '2019.10.01 15:01'],
  ['date1', '2026.11.28'],
  ['date1', '2026-11'],
  ['date1', '2026年11月'],
  ['date1', '11月28日'],
  ['amount1', '¥39.90'],
  ['amount1', '39.9元'],
  ['phone_number1', '+86-170-0000-0000'],
  ['car_number1', '粤A8Z888挂'],
  ['name1', '张三'],
  ['name1', 'Ada Lovelace'],
  ['phrase1', '已发货'],
];

const bad: readonly (readonly [string, string])[] = [
  ['thing1', ''],
  ['thing1', '   '],
  ['thing1', '二十一个字二十一个字二十一个字二十一个字呀'],
  ['thing1', '草莓🍓到货'],
  ['thing1', '第一行\n'],
  ['thing1', '第一行\n第二行'],
  ['thing1', '制表\t符'],
  ['date1', '2026-13'],
  ['date1', '2月30日'],
  ['number1', '12个'],
  ['number1', '1'.repeat(33)],
  ['letter1', 'abc1'],
  ['symbol1', 'a!'],
  ['character_string1', '订单1'],
  ['character_string1', 'x'.repeat(33)],
  ['time1', '2019年10月1日'],
  ['time1', '25:01'],
  ['date1', '2019年13月1日'],
  ['date1', '2019年2月30日'],
  ['date1', '明天'],
  ['date1', '2019年10月1日~2019年10月2日~2019年10月3日'],
  ['amount1', '三十九元'],
  ['amount1', '¥12345678901'],
  ['phone_number1', '1'.repeat(18)],
  ['car_number1', '粤A8Z8888888'],
  ['name1', '十一个汉字的名字太长了吧'],
  ['phrase1', '六个字的短语'],
  ['phrase1', 'abc'],
  ['unknown1', 'x'],
];

test.each(good)('%s takes %s', (key, value) => {
  expect(isFieldValue(key, value)).toBe(true);
});

test.each(bad)('%s refuses %j', (key, value) => {
  expect(isFieldValue(key, value)).toBe(false);
});
