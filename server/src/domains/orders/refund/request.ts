import { joinWords, type Said, type Words, words } from '@huoshui/contracts/words';
import { refundReason } from '@huoshui/contracts/words/orders';
import { sql } from 'kysely';
import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { newId } from '../../../platform/ids.ts';
import { formatYuan } from '../../../platform/money.ts';
import { saidText } from '../../../platform/said.ts';
import { getSetting } from '../../../platform/settings.ts';
import { shopSettings } from '../../../platform/shop-settings.ts';
import { needsGoods } from '../after-sales/kind.ts';
import { openAfterSale, type Wanted } from '../after-sales/open.ts';
import { orderErrors } from '../errors.ts';
import type { Order } from '../order.ts';
import { lockOrder, readLines } from '../read.ts';
import { tellEvents } from '../tell-events.ts';
import { finishRefund } from './finish.ts';
import type { GiftsFollow } from './gifts.ts';
import { holdRefund } from './hold.ts';
import { agreedBy, judgeLimits } from './limits.ts';
import { givable, planRefund, type RefundPlan, type RefundWish } from './plan.ts';

/** The shopper asks; an operator decides. What she asks for is held back meanwhile. Answers the refund's id. */
export async function requestRefund(
  ctx: Ctx,
  orderId: string,
  wish: RefundWish,
  reason: Said,
  wanted: Wanted = { kind: 'refund', pictures: [] },
): Promise<string> {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, orderId);
    if (!['paid', 'partly_shipped', 'shipped', 'received'].includes(order.state))
      throw orderErrors.error('not_refundable');
    if (order.service !== null) throw orderErrors.error('service_refund');
    await refuseLate(ctx, order);
    const { kind } = wanted;
    const follow: GiftsFollow = kind === 'exchange' ? 'as_asked' : { by: 'shopper', comesBack: kind === 'return' };
    // What comes back has to have left.
    const sent = order.shippedAt !== null && (needsGoods(kind) || wish.sent === true);
    const plan = planRefund(order, await readLines(ctx, [orderId]), { lines: wish.lines, sent }, follow);
    const id = await writeRefund(ctx, order, plan, reason, 'shopper', 'requested', titles[wanted.kind]);
    await openAfterSale(ctx, id, wanted, plan.lines);
    return id;
  });
}

const titles = {
  refund: words('申请退款', 'Refund asked for'),
  return: words('申请退货退款', 'Return and refund asked for'),
  exchange: words('申请换货', 'Exchange asked for'),
} as const;

/** What she chose, and what she wrote beside it. */
export function whyAsked(asked: { because?: keyof typeof refundReason; reason?: string }): Said {
  if (asked.because === undefined) return asked.reason ?? refundReason.other;
  const chosen = refundReason[asked.because];
  return asked.reason === undefined ? chosen : joinWords([chosen, asked.reason], words('：', ': '));
}

/**
 * An operator gives back all that is left, or some units. It goes to WeChat at once, unless it is so much that another
 * operator must agree first (`requested` until then).
 */
export async function giveRefund(
  ctx: Ctx,
  orderId: string,
  { keepsGifts: keeps = false, ...wish }: RefundWish & { readonly keepsGifts?: boolean | undefined },
  reason: string,
): Promise<string> {
  return inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, orderId);
    if (!givable(order)) throw orderErrors.error('not_refundable');
    const follow = { by: 'operator', comesBack: false, keeps } as const;
    const plan = planRefund(order, await readLines(ctx, [orderId]), wish, follow);
    const { needsTwo } = await judgeLimits(ctx, order.refunded + order.refunding + plan.amount);
    const id = await writeRefund(ctx, order, plan, reason, 'operator', needsTwo ? 'requested' : 'processing');
    if (plan.amount === 0 && !needsTwo) await finishRefund(ctx, id);
    return id;
  });
}

async function refuseLate(ctx: Ctx, order: Order): Promise<void> {
  if (order.source !== 'shop') throw orderErrors.error('not_refundable');
  if (order.receivedAt === null) return;
  const { refundDays: days, receiveDays } = (await getSetting(ctx, shopSettings)).order;
  const { rows } = await sql<{ sentAt: Date | null }>`
    select max(s.sent_at) as sent_at from orders.after_sale s join orders.refund r on r.id = s.refund_id
    where r.order_id = ${order.id}
  `.execute(ctx.db);
  // What she was sent instead came later than the order: she has as long for it.
  const replaced = rows[0]?.sentAt ? rows[0].sentAt.getTime() + receiveDays * DAY_MS : 0;
  if (ctx.now().getTime() > Math.max(order.receivedAt.getTime(), replaced) + days * DAY_MS)
    throw orderErrors.error('window_over', { days });
}

/** Held and written down; whoever hands refunds over takes it from there. The order is locked. */
export async function writeRefund(
  ctx: Ctx,
  order: Order,
  plan: RefundPlan,
  reason: Said,
  origin: 'shopper' | 'operator',
  state: 'requested' | 'processing',
  asked: Words = titles.refund,
): Promise<string> {
  const id = newId('rfd');
  const agreed = origin === 'operator' ? agreedBy(ctx, [], false) : [];
  const dueAt = state === 'processing' ? ctx.now() : null;
  await holdRefund(ctx, order.id, plan);
  await sql`
    insert into orders.refund (id, order_id, number, state, origin, amount, lines, shipping_amount, reason, out_refund_no,
      agreed_by, transaction_id, payment_amount, due_at, created_at)
    values (${id}, ${order.id}, ${order.number}, ${state}, ${origin}, ${plan.amount}, ${JSON.stringify(plan.lines)}::jsonb,
      ${plan.shippingAmount}, ${saidText(reason)}, ${id}, ${agreed}::text[], ${order.transactionId}, ${order.paid}, ${dueAt},
      ${ctx.now()})
  `.execute(ctx.db);
  if (origin === 'operator' && state === 'requested') return id;
  const given = origin === 'operator';
  await tellEvents(ctx, [
    {
      orderId: order.id,
      kind: given ? 'refund_given' : 'refund_requested',
      title: given ? words('商家发起退款', 'Refund given by the shop') : asked,
      detail: joinWords([`¥${formatYuan(plan.amount)}`, reason], words('，', ', ')),
    },
  ]);
  return id;
}
