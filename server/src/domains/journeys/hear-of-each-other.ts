import type { Ctx } from '../../platform/ctx.ts';
import { payloadOf, type Told } from '../../platform/facts.ts';
import { heardBefore } from '../../platform/listeners.ts';
import { couponReleased, couponUsed } from '../coupons/events.ts';
import type { Merged } from '../members/index.ts';
import { orderPaid, orderRefunded } from '../orders/events.ts';
import { countOrders } from './count-orders.ts';
import { LISTENER } from './hear.ts';
import type { Heard } from './heard.ts';
import type { Kit } from './kit.ts';
import { reachGoals } from './reach-goals.ts';

/**
 * Two records are found to be one person while her runs still stand under the two numbers: what was heard of either counts
 * for the runs of the other, as it would had it been heard after the merge. So it makes no difference which of the two comes
 * first. It reaches as far back as facts are kept, three days at least.
 *
 * `but`: runs that end because both were in the journey.
 */
export async function hearOfEachOther(
  ctx: Ctx,
  kit: Kit,
  { winnerNo, loserNo, memberId }: Merged,
  but: readonly number[],
): Promise<void> {
  const types = [orderPaid, orderRefunded, couponReleased, ...kit.goals.flatMap(({ on }) => on)];
  const told = await heardBefore(ctx, LISTENER, types, [winnerNo, loserNo]);
  const facts = standing(told).map((one, place): Heard => {
    return { ...one, place, persons: [one.personNo === winnerNo ? loserNo : winnerNo], memberId };
  });
  await countOrders(ctx, facts.map(netOf(told)), but);
  await reachGoals(ctx, kit, facts, but);
}

/** Without what was taken back since: an order that was given back whole, the use of a coupon. */
function standing(told: readonly Told[]): readonly Told[] {
  const back = new Set<string>();
  return [...told]
    .reverse()
    .filter((one) => {
      const refund = payloadOf(orderRefunded, one);
      const release = payloadOf(couponReleased, one);
      if (refund?.whole) back.add(refund.orderId);
      if (release) back.add(release.couponId);
      if (refund || release) return false;
      return !idsOf(one).some((id) => id !== '' && back.has(id));
    })
    .reverse();
}

function idsOf(told: Told): readonly string[] {
  const [paid, used] = [payloadOf(orderPaid, told), payloadOf(couponUsed, told)];
  return [paid?.orderId ?? used?.orderId ?? '', used?.couponId ?? ''];
}

/** An order by what is left of it: the parts that came back have been told already. */
function netOf(told: readonly Told[]) {
  const refunds = told.flatMap((one) => payloadOf(orderRefunded, one) ?? []);
  return (one: Heard): Heard => {
    const paid = payloadOf(orderPaid, one);
    if (!paid) return one;
    const back = refunds.filter(({ orderId }) => orderId === paid.orderId).reduce((sum, { amount }) => sum + amount, 0);
    return { ...one, payload: { ...paid, amount: Math.max(0, paid.amount - back) } };
  };
}
