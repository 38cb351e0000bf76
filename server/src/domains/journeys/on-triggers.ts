import type { Ctx } from '../../platform/ctx.ts';
import { payloadOf, type Told } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { stageEntered } from '../audiences/events.ts';
import { STAGE_LABEL, stageOf } from '../audiences/index.ts';
import { couponTaken } from '../coupons/events.ts';
import { memberJoined } from '../members/events.ts';
import { orderPaid, orderReceived } from '../orders/events.ts';
import type { Definition } from './definition.ts';
import { type Entrant, enter } from './enter.ts';
import { readLivePlans } from './queries.ts';

/** What happens to shoppers brings them into journeys. */
export const onTriggers = listener({
  name: 'journeys.on-triggers',
  on: [orderPaid, orderReceived, memberJoined, couponTaken, stageEntered],
  batch: 2000,
  handle: async (ctx: Ctx, facts) => {
    for (const plan of await readLivePlans(ctx)) {
      const entrants = facts.flatMap((told) => entrantOf(plan.definition, told));
      await enter(ctx, plan, entrants);
    }
  },
});

/** The entrant a fact makes for a journey, if any. What was imported happened long ago and brings nobody in. */
function entrantOf({ trigger }: Definition, told: Told): Entrant[] {
  if (told.personNo === null) return [];
  const base = { personNo: told.personNo, entryKey: `fact:${told.id}`, at: told.occurredAt };
  const staged = payloadOf(stageEntered, told);
  if (trigger.kind === 'stage_entered') {
    if (staged?.to !== trigger.stage || staged.reason === 'import') return [];
    const because = `${STAGE_LABEL[stageOf(staged.from)]} → ${STAGE_LABEL[stageOf(staged.to)]}`;
    return [{ ...base, memberId: staged.memberId, because, context: { category: '专享' } }];
  }
  if (told.type !== trigger.event) return [];
  const paid = payloadOf(orderPaid, told);
  if (paid) {
    if (paid.source === 'import' || (trigger.firstOnly && !paid.first)) return [];
    const main = [...paid.lines].sort((a, b) => b.payable - a.payable)[0];
    const because = `${paid.first ? '首单' : '订单'} ${paid.number} 支付成功`;
    const context = {
      orderId: paid.orderId,
      number: paid.number,
      product: main?.name ?? '',
      categoryId: main?.categoryId ?? '',
      category: '复购',
    };
    return [{ ...base, memberId: paid.memberId, because, context }];
  }
  const received = payloadOf(orderReceived, told);
  if (received)
    return [
      {
        ...base,
        memberId: received.memberId,
        because: `订单 ${received.number} 已收货`,
        context: { orderId: received.orderId, number: received.number },
      },
    ];
  const joined = payloadOf(memberJoined, told);
  if (joined && !joined.source.startsWith('import:'))
    return [{ ...base, memberId: joined.memberId, because: '成为会员', context: {} }];
  const taken = payloadOf(couponTaken, told);
  if (taken) return [{ ...base, memberId: taken.memberId, because: '领取优惠券', context: {} }];
  return [];
}
