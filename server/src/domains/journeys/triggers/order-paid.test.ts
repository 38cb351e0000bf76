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
const entrant = (lines: readonly object[]) => orderPaid.entrantOf({ firstOnly: true }, { ...told, ...order(lines) });
const told = { id: 1, occurredAt: new Date('2026-11-26T02:00:00Z'), personNo: 1 };

it('an order of goods brings her in, a card alone does not: there is nothing to receive and nothing to review', () => {
  expect(entrant([line('prd_1')])).toMatchObject({ memberId: 'mem_1' });
  expect(entrant([line(null), line('prd_1')])).toMatchObject({ memberId: 'mem_1' });
  expect(entrant([line(null)])).toBeNull();
});
