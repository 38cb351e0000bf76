import { expect, it } from 'vitest';
import { codeIn, spokenLot } from './code.ts';

it('finds the code in the address of the page, and in a link that WeChat handed on', () => {
  expect(codeIn({ code: '12345678901234' })).toBe('12345678901234');
  const link = 'https://shop.example.com/t/12345678901234';
  expect(codeIn({ q: encodeURIComponent(link) })).toBe('12345678901234');
  expect(codeIn({ q: encodeURIComponent(`${link}?from=shelf`) })).toBe('12345678901234');
  for (const other of [{}, { q: 'https://shop.example.com/' }, { q: '%E0%A4%A' }]) expect(codeIn(other)).toBe('');
  expect(spokenLot('12345678901234')).toBe('1234 5678 9012 34');
});
