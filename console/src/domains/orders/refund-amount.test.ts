import fc from 'fast-check';
import { expect, it } from 'vitest';
import { refundAmount, shippingAmount } from './refund-amount.ts';

it('gives back what each unit was worth when it was placed, the odd fen first', () => {
  const line = { quantity: 3, payable: 1000, refundedQuantity: 0, refundedAmount: 0 };
  expect(refundAmount(line, 1)).toBe(334);
  expect(refundAmount(line, 2)).toBe(667);
  expect(refundAmount(line, 3)).toBe(1000);
  expect(refundAmount({ ...line, refundedQuantity: 1, refundedAmount: 334 }, 1)).toBe(333);
  expect(refundAmount(line, 0)).toBe(0);
});

it('returns exactly what was paid, however the units are portioned', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
      (payable, portions) => {
        const quantity = portions.reduce((sum, portion) => sum + portion, 0);
        let refundedQuantity = 0;
        let refundedAmount = 0;
        for (const portion of portions) {
          refundedAmount += refundAmount({ quantity, payable, refundedQuantity, refundedAmount }, portion);
          refundedQuantity += portion;
        }
        expect(refundedAmount).toBe(payable);
      },
    ),
  );
});

it('gives the shipping fee back where it is asked for, and with the last units of what has not left; never more than is left of it', () => {
  const unsent = { left: 600, along: true };
  expect([shippingAmount(unsent, false, true), shippingAmount(unsent, true, false)]).toEqual([600, 600]);
  expect([shippingAmount(unsent, false, false), shippingAmount({ left: 600, along: false }, false, true)]).toEqual([
    0, 0,
  ]);
  expect(shippingAmount({ left: 0, along: true }, true, true)).toBe(0);
});
