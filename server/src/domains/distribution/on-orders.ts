import { payloadOf } from '../../platform/facts.ts';
import { type Listener, listener } from '../../platform/listeners.ts';
import { orderPaid, orderReceived, orderRefunded } from '../orders/events.ts';
import type { Assign } from './assigned.ts';
import { earn } from './earn.ts';
import { noteReceived } from './release.ts';
import { reverse } from './reverse.ts';

/** Paid: it earns. Arrived: its days of being sent back begin. Given back: it earns less. Within an order, always so ordered. */
export const onOrders = (assign: Assign): Listener =>
  listener({
    name: 'distribution.on-orders',
    on: [orderPaid, orderReceived, orderRefunded],
    batch: 500,
    async handle(ctx, facts) {
      const paid = facts.flatMap((told) => {
        const order = payloadOf(orderPaid, told);
        return order === null || told.personNo === null
          ? []
          : [{ ...order, personNo: told.personNo, at: told.occurredAt }];
      });
      if (paid.length > 0) await earn(ctx, paid, assign.earns);
      const arrived = facts.flatMap((told) => {
        const order = payloadOf(orderReceived, told);
        return order === null ? [] : [{ orderId: order.orderId, at: told.occurredAt }];
      });
      if (arrived.length > 0) await noteReceived(ctx, arrived);
      const refunds = facts.flatMap((told) => payloadOf(orderRefunded, told) ?? []);
      if (refunds.length === 0) return;
      await reverse(ctx, refunds);
      const lost = await assign.loses(ctx, refunds);
      if (lost.length > 0) await reverse(ctx, lost);
    },
  });
