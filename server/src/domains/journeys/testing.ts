import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { orderPaid, orderRefunded } from '../orders/events.ts';
import type { Definition } from './definition.ts';

type Buyer = { readonly id: string; readonly personNo: number };

/** Tell that somebody paid, as orders does; answers the order's id. */
export async function announcePaid(
  ctx: Ctx,
  member: Buyer,
  options: { first?: boolean; amount?: number; at?: Date; source?: string } = {},
): Promise<string> {
  const orderId = newId('ord');
  const { first = true, amount = 5000, source = 'shop' } = options;
  await inTransaction(ctx, async (ctx) =>
    ctx.emit(orderPaid, {
      personNo: member.personNo,
      payload: {
        orderId,
        number: `HS${orderId.slice(-8)}`,
        memberId: member.id,
        amount,
        source,
        first,
        lines: [
          {
            lineId: 'lin_1',
            productId: 'prd_1',
            skuId: 'sku_1',
            categoryId: 'cat_fruit',
            name: '红颜草莓 500g',
            quantity: 1,
            payable: amount,
          },
        ],
        offers: [],
      },
      ...(options.at ? { at: options.at } : {}),
    }),
  );
  return orderId;
}

/** Tell that an order was given back, whole unless told otherwise. */
export async function announceRefunded(
  ctx: Ctx,
  member: Buyer,
  orderId: string,
  options: { whole?: boolean; amount?: number } = {},
): Promise<void> {
  const { whole = true, amount = 5000 } = options;
  await inTransaction(ctx, async (ctx) =>
    ctx.emit(orderRefunded, {
      personNo: member.personNo,
      payload: {
        orderId,
        number: `HS${orderId.slice(-8)}`,
        memberId: member.id,
        amount,
        source: 'shop',
        refundId: newId('ref'),
        whole,
        lines: [],
      },
    }),
  );
}

/** First order → 3 days → care message → tag. */
export function careJourney(change: Partial<Definition> = {}): Definition {
  return {
    trigger: { kind: 'order_paid', values: { firstOnly: true } },
    start: 'wait',
    nodes: [
      { key: 'wait', kind: 'wait', values: { period: 3 * DAY_MINUTES }, ways: { next: 'care' } },
      {
        key: 'care',
        kind: 'message',
        values: { template: 'careReminder', channels: ['inbox'] },
        ways: { next: 'mark' },
      },
      { key: 'mark', kind: 'tag', values: { tag: '已关怀', remove: false }, ways: { next: 'rest' } },
      { key: 'rest', kind: 'wait', values: { period: 30 * DAY_MINUTES }, ways: { next: null } },
    ],
    goal: { kind: 'order_paid', values: { withinDays: 30 } },
    exitOnGoal: true,
    reentry: { kind: 'never' },
    holdout: 0,
    budgetId: null,
    ...change,
  };
}

const DAY_MINUTES = 1440;
