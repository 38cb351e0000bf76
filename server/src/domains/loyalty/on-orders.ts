import { payloadOf } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { orderPaid, orderReceived, orderRefunded } from '../orders/events.ts';
import { earn } from './earn.ts';
import { noteReceived } from './mature.ts';
import { takeBack } from './take-back.ts';

/** Paid: it earns. Arrived: what it earned will be usable. Given back: it earned less. Within an order, always so ordered. */
export const onOrders = listener({
  name: 'loyalty.on-orders',
  on: [orderPaid, orderReceived, orderRefunded],
  handle: async (ctx, facts) => {
    const paid = facts.flatMap((told) => {
      const payload = payloadOf(orderPaid, told);
      return payload && told.personNo !== null ? [{ ...payload, personNo: told.personNo }] : [];
    });
    if (paid.length > 0) await earn(ctx, paid);
    const received = facts.flatMap((told) => payloadOf(orderReceived, told)?.orderId ?? []);
    if (received.length > 0) await noteReceived(ctx, received);
    await takeBack(
      ctx,
      facts.flatMap((told) => payloadOf(orderRefunded, told) ?? []),
    );
  },
});
