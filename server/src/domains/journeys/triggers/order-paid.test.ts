import { expect, it } from 'vitest';
import { orderPaid } from './order-paid.ts';

const line = (productId: string | null) => ({
  ...{ lineId: 'ord_1.0', productId, skuId: null, categoryId: null, name: '免邮月卡', quantity: 1, payable: 990 },
});
const order = (lines: readonly object[]) => ({
  type: 'order.paid',
  payload: {
    ...{ orderId: 'ord_1', number: 'HS1', memberId: 'mem_1', amount: 990, source: 'shop', first: true, offers: [] },
    lines,
  },
});
const entrant = (lines: readonly object[], goodsOnly?: boolean) =>
  orderPaid.entrantOf({ firstOnly: true, goodsOnly: goodsOnly ?? null }, { ...told, ...order(lines) });
const told = { id: 1, occurredAt: new Date('2026-11-26T02:00:00Z'), personNo: 1 };

it('a card alone brings her in as any first order does, but for what asks about goods: there are none to receive or review', () => {
  for (const lines of [[line('prd_1')], [line(null), line('prd_1')], [line(null)]])
    expect(entrant(lines)).toMatchObject({ memberId: 'mem_1' });
  expect(entrant([line('prd_1')], true)).toMatchObject({ memberId: 'mem_1' });
  expect(entrant([line(null), line('prd_1')], true)).toMatchObject({ memberId: 'mem_1' });
  expect(entrant([line(null)], true)).toBeNull();
});
