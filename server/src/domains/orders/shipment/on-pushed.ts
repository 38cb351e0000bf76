import type { Ctx } from '../../../platform/ctx.ts';
import type { PushedEvent } from '../../../platform/domain.ts';
import { receiveByWechat } from './receive.ts';

/**
 * `trade_manage_order_settlement` comes when the goods left, without a confirmation, and again when she has them. By the
 * documents way 1 is by itself and 2 by her; developers report it the other way round, so nothing but a word hangs on it.
 */
export async function onSettlement(ctx: Ctx, { body }: PushedEvent): Promise<void> {
  const transactionId = textOf(body.transaction_id);
  const confirmed = secondsOf(body.confirm_receive_time);
  if (transactionId === '' || confirmed === null) return;
  const at = new Date(Math.min(confirmed * 1000, ctx.now().getTime()));
  await receiveByWechat(ctx, { transactionId, at, byItself: Number(body.confirm_receive_method) === 1 });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Null where it is absent, and for the zero of a moment that has not come. */
function secondsOf(value: unknown): number | null {
  const seconds = typeof value === 'string' ? Number(value) : value;
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}
