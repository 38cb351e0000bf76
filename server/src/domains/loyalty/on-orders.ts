import { payloadOf } from '../../platform/facts.ts';
import { type Listener, listener } from '../../platform/listeners.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import { orderPaid, orderReceived, orderRefunded } from '../orders/events.ts';
import { beginCards, endCards } from './cards/begin.ts';
import { earn } from './earn.ts';
import { grow, shrink } from './levels/grow.ts';
import { releaseQuotas, useQuotas } from './levels/quotas.ts';
import { noteReceived } from './mature.ts';
import { giveBackSpent } from './spending/give-back.ts';
import { takeBack } from './take-back.ts';

/**
 * Paid: it earns, by the level she has, and then it grows her; a card begins. Arrived: what it earned will be usable. Given back: it earned and
 * grew less. Within an order, always so ordered.
 */
export const onOrders = (kinds: BenefitKinds): Listener =>
  listener({
    name: 'loyalty.on-orders',
    on: [orderPaid, orderReceived, orderRefunded],
    handle: async (ctx, facts) => {
      const paid = facts.flatMap((told) => {
        const payload = payloadOf(orderPaid, told);
        return payload && told.personNo !== null ? [{ ...payload, personNo: told.personNo, at: told.occurredAt }] : [];
      });
      for (const round of roundsOf(paid)) {
        await earn(ctx, round);
        await grow(ctx, kinds, round);
      }
      if (paid.length > 0) await beginCards(ctx, paid);
      await useQuotas(
        ctx,
        paid.map(({ orderId }) => orderId),
      );
      const received = facts.flatMap((told) => payloadOf(orderReceived, told)?.orderId ?? []);
      if (received.length > 0) await noteReceived(ctx, received);
      const refunds = facts.flatMap((told) => payloadOf(orderRefunded, told) ?? []);
      // Standings are held before accounts, here and wherever both are: nobody waits in a ring.
      await shrink(ctx, kinds, refunds);
      await giveBackSpent(ctx, refunds);
      await takeBack(ctx, refunds);
      const whole = refunds.flatMap((refund) => (refund.whole ? [refund.orderId] : []));
      await releaseQuotas(ctx, whole, { paid: true });
      await endCards(ctx, kinds, whole);
    },
  });

/** One order a person at a time, so that her second earns by the level to which the first raised her. Mostly one round. */
function roundsOf<Paid extends { readonly personNo: number }>(paid: readonly Paid[]): Paid[][] {
  const rounds: Paid[][] = [];
  const seen = new Map<number, number>();
  for (const order of paid) {
    const nth = seen.get(order.personNo) ?? 0;
    seen.set(order.personNo, nth + 1);
    const round = rounds[nth];
    if (round) round.push(order);
    else rounds.push([order]);
  }
  return rounds;
}
