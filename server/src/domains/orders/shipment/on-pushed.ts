import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { PushedEvent } from '../../../platform/domain.ts';
import { operatorsOnly } from '../tell-events.ts';
import { receiveByWechat } from './receive.ts';

/**
 * `trade_manage_order_settlement` comes when the goods left, without a confirmation, and again when she has them. By the
 * documents way 1 is by itself and 2 by her; developers report it the other way round. What hangs on it is a word, and whether an
 * order of which a refund is open is received now or when that is decided.
 */
export async function onSettlement(ctx: Ctx, { body }: PushedEvent): Promise<void> {
  const transactionId = textOf(body.transaction_id);
  const confirmed = secondsOf(body.confirm_receive_time);
  if (transactionId === '' || confirmed === null) return;
  const at = new Date(Math.min(confirmed * 1000, ctx.now().getTime()));
  await receiveByWechat(ctx, { transactionId, at, byItself: Number(body.confirm_receive_method) === 1 });
}

/** `trade_manage_remind_shipping`: WeChat waits to hear that a payment's goods left. The house reads it once an order. */
export async function onReminded(ctx: Ctx, { body }: PushedEvent): Promise<void> {
  const title = words('微信提醒：这笔订单还没有收到发货信息', 'WeChat reminds: it has not heard that this order left');
  await sql`
    insert into orders.event (order_id, at, kind, title)
    select o.id, ${ctx.now()}, ${operatorsOnly}, ${JSON.stringify(title)}::jsonb
    from orders.payment p join orders.placed o on o.id = p.order_id and o.transaction_id = p.transaction_id
    where p.transaction_id = ${textOf(body.transaction_id)} and o.state in ('paid', 'partly_shipped') and not exists (
      select from orders.event e where e.order_id = o.id and e.title = ${JSON.stringify(title)}::jsonb)
  `.execute(ctx.db);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Null where it is absent, and for the zero of a moment that has not come. */
function secondsOf(value: unknown): number | null {
  const seconds = typeof value === 'string' ? Number(value) : value;
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}
