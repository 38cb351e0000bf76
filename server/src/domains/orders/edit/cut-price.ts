import { joinWords, plainWords, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { formatYuan } from '../../../platform/money.ts';
import { spread } from '../../pricing/index.ts';
import { closeAtWechat } from '../cancel.ts';
import { orderErrors } from '../errors.ts';
import { orderChanged } from '../events.ts';
import { about, type Order } from '../order.ts';
import type { OrderPorts } from '../ports.ts';
import { getOrder, lockOrder, readLines } from '../read.ts';
import { tellEvents } from '../tell-events.ts';

const label = words('店家改价', 'Price cut by the shop');

type Cut = { readonly off: number; readonly expectedPayable: number; readonly reason: string };

/**
 * Take a sum off an unpaid order, shared over goods and shipping by what they cost, so that a refund knows what each piece came
 * to. What was opened at WeChat is closed first, and the order gets its next number: the old sum can be paid no more. A payment
 * that came meanwhile is taken in, and nothing is cut. Answers the new sum. Throws `orders.already_paid`, `orders.price_moved`.
 */
export async function cutPrice(ctx: Ctx, ports: OrderPorts, id: string, cut: Cut): Promise<number> {
  const before = await getOrder(ctx, id);
  refuseUncut(ctx, before, cut);
  if (!(await closeAtWechat(ctx, ports, before))) throw orderErrors.error('payment_unreachable');
  const payable = await inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, id);
    refuseUncut(ctx, order, cut);
    // Opened since, or by another of her accounts: a payment of the old sum may be on its way.
    const opened = order.payAttempt !== before.payAttempt || order.prepayAt?.getTime() !== before.prepayAt?.getTime();
    if (opened) throw orderErrors.error('price_moved');
    await write(ctx, order, cut);
    return order.payable - cut.off;
  });
  // Once more: who noted the old number before us may have brought it to WeChat after our first word.
  await closeAtWechat(ctx, ports, before);
  return payable;
}

function refuseUncut(ctx: Ctx, order: Order, { off, expectedPayable }: Cut): void {
  if (order.state === 'cancelled') throw orderErrors.error('already_cancelled');
  if (order.state !== 'unpaid') throw orderErrors.error('already_paid');
  if (order.expiresAt === null || order.expiresAt <= ctx.now()) throw orderErrors.error('expired');
  if (order.payable !== expectedPayable) throw orderErrors.error('price_moved');
  if (off >= order.payable) throw orderErrors.error('cut_too_deep', { most: formatYuan(order.payable - 1) });
}

async function write(ctx: Ctx, order: Order, { off, reason }: Cut): Promise<void> {
  const lines = await readLines(ctx, [order.id]);
  const room = [...lines.map((line) => line.payable), order.shippingPaid];
  const shares = spread(off, room, room);
  const cuts = lines.flatMap(({ position }, at) => {
    const amount = shares[at] ?? 0;
    return amount === 0 ? [] : [{ position, amount, discount: [{ label, amount }] }];
  });
  await sql`
    update orders.placed set discount_amount = discount_amount + ${off}, payable = payable - ${off},
      shipping_paid = shipping_paid - ${shares[lines.length] ?? 0}, pay_attempt = pay_attempt + 1, prepay_at = null,
      ask_at = null, ask_step = 0,
      discounts = discounts || ${JSON.stringify([{ source: 'operator', label, amount: off }])}::jsonb
    where id = ${order.id}
  `.execute(ctx.db);
  await sql`
    update orders.line l set payable = l.payable - w.amount, unit_amount = (l.payable - w.amount) / l.quantity,
      plus_one_units = (l.payable - w.amount) % l.quantity, pieces = null, discounts = l.discounts || w.discount
    from jsonb_to_recordset(${JSON.stringify(cuts)}::jsonb) as w (position int, amount int, discount jsonb)
    where l.order_id = ${order.id} and l.position = w.position
  `.execute(ctx.db);
  await writeApplications(ctx, order, [
    ...lines.map((line, at) => ({
      position: line.position,
      base: line.payable,
      pieces: line.quantity,
      amount: shares[at] ?? 0,
    })),
    { position: null, base: order.shippingPaid, pieces: 0, amount: shares[lines.length] ?? 0 },
  ]);
  const sums = plainWords(`¥${formatYuan(order.payable)} → ¥${formatYuan(order.payable - off)}`);
  const title = words('店家改价', 'The shop cut the price');
  await tellEvents(ctx, [
    {
      orderId: order.id,
      kind: 'price_cut',
      title,
      detail: joinWords([sums, plainWords(reason.trim())], words('：', ': ')),
    },
  ]);
  const note = `¥${formatYuan(order.payable - off)}`;
  ctx.emit(orderChanged, {
    personNo: order.personNo,
    payload: { ...about(order, order.payable - off), goods: order.firstLine, what: 'price', note },
  });
}

type Share = {
  readonly position: number | null;
  readonly base: number;
  readonly pieces: number;
  readonly amount: number;
};

/** What the shop took off is a rule like another: sums that lines and orders save stay those of their applications. */
async function writeApplications(ctx: Ctx, order: Order, shares: readonly Share[]): Promise<void> {
  const said = JSON.stringify(label);
  await sql`
    insert into orders.application (order_id, position, nth, source, offer_id, kind, label, badge, looks_at, base, pieces,
      amount, funder)
    select ${order.id}, w.position, (select coalesce(max(nth), -1) + 1 from orders.application where order_id = ${order.id}),
      'operator', ${`cut-${order.payAttempt}`}, 'operator', ${said}::jsonb, ${said}::jsonb, 'current', w.base, w.pieces,
      w.amount, 'shop'
    from jsonb_to_recordset(${JSON.stringify(shares)}::jsonb) as w (position int, base int, pieces int, amount int)
    where w.amount > 0
  `.execute(ctx.db);
}
