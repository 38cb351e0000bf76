import { expect, it } from 'vitest';
import { parseObject } from './json.ts';

it('ids that are too long for a number stay whole, as texts; other numbers and texts stay what they are', () => {
  const text =
    '{"errcode":0,"msgid":3087823489734586370,"list":[1764222930123456789, 42],"said":"编号 1764222930123456789, 好","n":-12345678901234567890}';
  expect(parseObject(text)).toEqual({
    errcode: 0,
    msgid: '3087823489734586370',
    list: ['1764222930123456789', 42],
    said: '编号 1764222930123456789, 好',
    n: '-12345678901234567890',
  });
  expect(parseObject('{"at":1764222930123456,"a":"\\"1764222930123456789"}')).toEqual({
    at: 1764222930123456,
    a: '"1764222930123456789',
  });
});
