import { expect, it } from 'vitest';
import { addressText, placeText } from './place.ts';

it('a municipality is said once, a city after its province', () => {
  expect(placeText({ province: '上海市', city: '上海市' })).toBe('上海市');
  expect(placeText({ province: '广东省', city: '深圳市' })).toBe('广东省深圳市');
  const street = { district: '徐汇区', street: '模拟路 1 号' };
  expect(addressText({ province: '上海市', city: '上海市', ...street })).toBe('上海市徐汇区模拟路 1 号');
});
