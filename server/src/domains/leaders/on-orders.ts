import { payloadOf } from '../../platform/facts.ts';
import { type Listener, listener } from '../../platform/listeners.ts';
import { orderPaid } from '../orders/events.ts';
import { proposeByRule } from './join.ts';

/** Whoever meets the rule by an order is proposed with it. */
export const onOrders: Listener = listener({
  name: 'leaders.on-orders',
  on: [orderPaid],
  batch: 500,
  async handle(ctx, facts) {
    const memberIds = facts.flatMap((told) => payloadOf(orderPaid, told)?.memberId ?? []);
    if (memberIds.length > 0) await proposeByRule(ctx, [...new Set(memberIds)]);
  },
});
