import { words } from '@huoshui/contracts/words';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { OrderGift } from '../gift.ts';
import { lineIdOf, type Order, type OrderLine } from '../order.ts';
import { planRefund, type RefundPlan } from './plan.ts';

const nothing = { refundedQuantity: 0, refundedAmount: 0, refundingQuantity: 0, refundingAmount: 0, keptQuantity: 0 };
const unkept = { withheldAmount: 0, chargedAmount: 0, pieces: null };
const ofProduct = { orderId: 'ord', skuId: 'sku', productId: 'prd', categoryId: null, name: '商品' };

const aLine = (position: number, quantity: number, payable: number, gift: OrderGift | null = null): OrderLine => ({
  shippedQuantity: 0,
  ...ofProduct,
  ...nothing,
  ...unkept,
  position,
  quantity,
  payable,
  unitAmount: Math.floor(payable / quantity),
  plusOneUnits: payable % quantity,
  gift,
});

/** An order with two lines, a gift for every 3 000 fen of them, and a fee. */
const someOrder = fc
  .record({
    first: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 9_000 })),
    second: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 9_000 })),
    worth: fc.integer({ min: 0, max: 2_500 }),
    broken: fc.constantFrom('keep' as const, 'clawback' as const),
    shipped: fc.boolean(),
    fee: fc.integer({ min: 0, max: 800 }),
  })
  .map(({ first, second, worth, broken, shipped, fee }) => {
    const bought = [aLine(0, ...first), aLine(1, ...second)];
    const goods = bought.reduce((sum, line) => sum + line.payable, 0);
    const times = Math.floor(goods / 3_000);
    const gift: OrderGift = {
      source: 'promotions',
      offerId: 'prm',
      kind: 'gift_amount',
      label: '满赠',
      badge: words('满赠', 'Gift'),
      funder: 'shop',
      of: 'fen',
      steps: Array.from({ length: times }, (_, at) => ({ from: 3_000 * (at + 1), quantity: at + 1 })),
      broken,
      worth,
      counts: bought.map(({ position, payable }) => ({ position, fen: payable })),
    };
    return { lines: times === 0 ? bought : [...bought, aLine(2, times, 0, gift)], paid: goods + fee, fee, shipped };
  });

const someSteps = fc.array(
  fc.record({
    line: fc.integer({ min: 0, max: 1 }),
    units: fc.integer({ min: 1, max: 4 }),
    comesBack: fc.boolean(),
    ends: fc.constantFrom('given', 'given', 'given', 'freed'),
  }),
  { maxLength: 6 },
);

const orderOf = (paid: number, fee: number, shipped: boolean, refunded: number): Order => ({
  id: 'ord',
  number: 'N',
  memberId: 'mem',
  personNo: 1,
  state: shipped ? 'shipped' : 'paid',
  source: 'shop',
  firstLine: '',
  quantity: 1,
  shippingPaid: fee,
  payable: paid,
  paid,
  refunded,
  refunding: 0,
  createdAt: new Date(0),
  expiresAt: null,
  prepayAt: null,
  paidAt: new Date(0),
  shippedAt: shipped ? new Date(0) : null,
  receivedAt: null,
  unsent: 0,
  transactionId: 't',
  app: null,
  openid: null,
  payAttempt: 1,
  storeId: null,
  stockStoreId: null,
  areaId: null,
  slotFrom: null,
  service: null,
});

function given(lines: readonly OrderLine[], plan: RefundPlan): OrderLine[] {
  return lines.map((line) => {
    const part = plan.lines.find(({ lineId }) => lineId === lineIdOf(line));
    if (!part) return line;
    return {
      ...line,
      refundedQuantity: line.refundedQuantity + part.quantity,
      keptQuantity: line.keptQuantity + part.here,
      refundedAmount: line.refundedAmount + part.amount,
      withheldAmount: line.withheldAmount + (part.withheld ?? 0),
      chargedAmount: line.chargedAmount + (part.charged ?? 0),
    };
  });
}

const sum = <T>(all: readonly T[], of: (one: T) => number) => all.reduce((total, one) => total + of(one), 0);

it('refunds in any order of any parts: what goes back and what is kept for gifts is what was paid, and no gift is paid for twice', () => {
  fc.assert(
    fc.property(someOrder, someSteps, ({ lines: placed, paid, fee, shipped }, steps) => {
      let lines: readonly OrderLine[] = placed.map((line) => ({
        ...line,
        shippedQuantity: shipped ? line.quantity : 0,
      }));
      let refunded = 0;
      const refund = (wish: Parameters<typeof planRefund>[2], comesBack: boolean, ends: string) => {
        const order = orderOf(paid, fee, shipped, refunded);
        const plan = planRefund(order, lines, wish, { by: 'operator', comesBack: comesBack && shipped });
        expect(plan.amount).toBe(sum(plan.lines, ({ amount }) => amount) + plan.shippingAmount);
        expect(sum(plan.lines, ({ withheld = 0 }) => withheld)).toBe(sum(plan.lines, ({ charged = 0 }) => charged));
        for (const { amount } of plan.lines) expect(amount).toBeGreaterThanOrEqual(0);
        if (ends === 'freed') return;
        lines = given(lines, plan);
        refunded += plan.amount;
      };
      for (const { line, units, comesBack, ends } of steps) {
        const one = lines[line];
        const left = one ? one.quantity - one.refundedQuantity : 0;
        if (one && left > 0)
          refund({ lines: [{ lineId: lineIdOf(one), quantity: Math.min(units, left) }] }, comesBack, ends);
      }
      const bought = lines.filter(({ gift }) => gift === null);
      if (bought.some((line) => line.refundedQuantity < line.quantity)) refund({ shippingFee: true }, false, 'given');
      else if (sum(lines, ({ refundedAmount }) => refundedAmount) + fee > refunded)
        refund({ shippingFee: true, lines: [] }, false, 'given');
      const kept = sum(lines, ({ withheldAmount }) => withheldAmount);
      expect(refunded + kept).toBe(paid);
      for (const line of lines) {
        expect(line.refundedAmount + line.withheldAmount).toBe(line.gift === null ? line.payable : 0);
        if (line.gift === null) continue;
        expect(line.refundedAmount).toBe(0);
        const hers = line.quantity - line.refundedQuantity;
        expect(line.chargedAmount).toBeLessThanOrEqual(hers * line.gift.worth);
        if (!shipped) expect(hers).toBe(0);
        if (line.gift.broken === 'keep') expect(kept).toBe(0);
      }
    }),
    { numRuns: 400 },
  );
});
