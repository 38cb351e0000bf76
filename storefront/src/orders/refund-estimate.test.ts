import { expect, it } from 'vitest';
import { refundEstimate } from './refund-estimate.ts';

const line = (payable: number, quantity: number, refundedQuantity = 0, refundedAmount = 0) => ({
  payable,
  quantity,
  refundedQuantity,
  refundedAmount,
});

it('gives the whole line back for all of its units', () => {
  expect(refundEstimate(line(1000, 3), 3)).toBe(1000);
});

it('never shows more for some units than their share', () => {
  expect(refundEstimate(line(1000, 3), 1)).toBe(333);
  expect(refundEstimate(line(1000, 3), 2)).toBe(666);
});

it('gives the exact rest for the last units', () => {
  expect(refundEstimate(line(1000, 3, 2, 666), 1)).toBe(334);
});
