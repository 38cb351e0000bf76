import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { getSetting } from '../../../platform/settings.ts';
import { shopSettings } from '../../../platform/shop-settings.ts';
import { sweep } from '../../../platform/sweeps.ts';
import { lockOrder } from '../read.ts';
import { decideRefund } from '../refund/decide.ts';
import { releaseHold } from '../refund/hold.ts';
import { lockRefund, type RefundRow } from '../refund/row.ts';
import { tellEvents } from '../tell-events.ts';
import { inspectReturn } from './inspect.ts';
import { endAfterSale } from './move.ts';
import { tellShopper } from './tell.ts';

/** Requests a round, each some statements in a transaction of its own; not measured. */
const AT_ONCE = 50;
/** Until another process may try what this one took and did not finish. */
const RETRY_MINUTES = 10;

/** Requests whose time is over: what the shop did not answer, as its rule says; what she did not send back, closed. */
export const actOnDue = sweep({
  name: 'orders.after-sales-due',
  due: sql`(select min(act_at) from orders.after_sale where act_at is not null)`,
  run: async (ctx) => {
    const taken = await claimDue(ctx);
    for (const id of taken) await act(ctx, id);
    return taken.length;
  },
});

/** All of a round in one statement, the next try set already: a process that dies here costs minutes, not a request. */
async function claimDue(ctx: Ctx): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    with due as (
      select refund_id from orders.after_sale where act_at <= ${ctx.now()}
      order by act_at limit ${AT_ONCE} for update skip locked
    )
    update orders.after_sale s set act_at = ${ctx.now()}::timestamptz + make_interval(mins => ${RETRY_MINUTES})
    from due where s.refund_id = due.refund_id
    returning s.refund_id as id
  `.execute(ctx.db);
  return rows.map(({ id }) => id);
}

/**
 * Decided on the locked row: who answered, sent or looked in the meantime was in time. What cannot be done by itself (no piece to
 * exchange, more than one person may give) stays with the shop as overdue.
 */
async function act(ctx: Ctx, id: string): Promise<void> {
  try {
    await inTransaction(ctx, async (ctx) => {
      const refund = await lockRefund(ctx, id);
      const { afterSale, state } = refund;
      if (afterSale?.dueAt == null || new Date(afterSale.dueAt) > ctx.now()) return;
      if (state === 'returning' && afterSale.backAt === null) return lapse(ctx, refund);
      if (state !== 'requested' && state !== 'returning') return leave(ctx, id);
      if (await isTooMuch(ctx, refund)) return leave(ctx, id);
      if (state === 'requested') return decideRefund(ctx, id, { approve: true, reply: inTime.zh });
      await inspectReturn(ctx, id, { accept: true });
    });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    ctx.log.warn({ refund: id, code: error.code }, 'nobody answered in time, and it cannot be agreed to by itself');
    await leave(ctx, id);
  }
}

const inTime = words('店家未在期限内处理，系统自动同意', 'Not answered in time, agreed to by itself');

/** It is a person's again: no more than reminded of. */
async function leave(ctx: Ctx, id: string): Promise<void> {
  await sql`update orders.after_sale set act_at = null where refund_id = ${id}`.execute(ctx.db);
}

/** What one operator may not give alone, the clock does not give either. */
async function isTooMuch(ctx: Ctx, refund: RefundRow): Promise<boolean> {
  const { operatorMost, secondFrom } = (await getSetting(ctx, shopSettings)).refunds;
  const { refunded, refunding } = await lockOrder(ctx, refund.orderId ?? '');
  const total = refunded + refunding;
  return (operatorMost !== null && total > operatorMost) || (secondFrom !== null && total >= secondFrom);
}

async function lapse(ctx: Ctx, refund: RefundRow): Promise<void> {
  const order = await lockOrder(ctx, refund.orderId ?? '');
  await sql`
    update orders.refund set state = 'lapsed', done_at = ${ctx.now()} where id = ${refund.id}
  `.execute(ctx.db);
  await releaseHold(ctx, refund, order);
  await endAfterSale(ctx, refund);
  const title = words('买家超时未寄回，售后关闭', 'Not sent back in time, closed');
  await tellEvents(ctx, [{ orderId: order.id, kind: 'after_sale_lapsed', title }]);
  tellShopper(ctx, order, refund, 'lapsed', '');
}
