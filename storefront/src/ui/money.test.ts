import fc from 'fast-check';
import { expect, it } from 'vitest';
import { yuan } from './money.ts';

it('writes whole yuan whole, and drops a last zero', () => {
  expect([0, 5, 50, 1200, 1205, 1290, -830].map(yuan)).toEqual(['0', '0.05', '0.5', '12', '12.05', '12.9', '-8.3']);
});

it('never loses a fen', () => {
  fc.assert(fc.property(fc.integer({ min: -1e9, max: 1e9 }), (fen) => Math.round(Number(yuan(fen)) * 100) === fen));
});
