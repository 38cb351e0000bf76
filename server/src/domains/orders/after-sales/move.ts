import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { stock } from '../../catalog/index.ts';
import { orderErrors } from '../errors.ts';
import type { RefundPlan } from '../refund/plan.ts';
import type { RefundRow, RefundState } from '../refund/row.ts';
import { deadlineOf, readTerms } from './terms.ts';

/** A request goes on to a state, with the deadline it has there. The refund is locked. */
export async function moveOn(ctx: Ctx, refundId: string, state: RefundState, sentBack = false): Promise<void> {
  const { dueAt, actAt } = deadlineOf(await readTerms(ctx), { state, sentBack, now: ctx.now() });
  const dueNow = state === 'processing' ? ctx.now() : null;
  await sql`
    update orders.refund set state = ${state}, due_at = ${dueNow} where id = ${refundId}
  `.execute(ctx.db);
  await sql`
    update orders.after_sale set due_at = ${dueAt}, act_at = ${actAt} where refund_id = ${refundId}
  `.execute(ctx.db);
}

/** It waits for nobody any more: no deadline, and nothing to answer. What had been set aside for her is free again. */
export async function endAfterSale(ctx: Ctx, refund: RefundRow): Promise<void> {
  if (refund.afterSale === null) return;
  await freeReplacement(ctx, refund);
  await sql`
    update orders.after_sale set due_at = null, act_at = null, unanswered_since = null where refund_id = ${refund.id}
  `.execute(ctx.db);
}

/** Set aside what she gets instead, piece for piece, before the shop's yes is told; it is sent, so out of the shop's stock. Throws `orders.no_replacement`. */
export async function reserveReplacement(ctx: Ctx, refund: RefundRow): Promise<void> {
  const units = unitsOf(refund);
  const available = await stock.lock(ctx, units);
  for (const { skuId, quantity, name } of units) {
    const left = available.get(skuId) ?? 0;
    if (left < quantity) throw orderErrors.error('no_replacement', { name, left: Math.max(left, 0) });
    available.set(skuId, left - quantity);
  }
  await stock.reserve(ctx, units);
  await sql`update orders.after_sale set replacement = 'reserved' where refund_id = ${refund.id}`.execute(ctx.db);
}

/** It leaves the house. */
export async function commitReplacement(ctx: Ctx, refund: RefundRow): Promise<void> {
  await stock.commit(
    ctx,
    unitsOf(refund).map((unit) => ({ ...unit, reason: refund.number })),
  );
}

/** All of it is free again, or what `stays` does not need. */
export async function freeReplacement(ctx: Ctx, refund: RefundRow, stays?: RefundPlan): Promise<void> {
  if (refund.afterSale?.replacement !== 'reserved') return;
  const kept = new Map(stays?.lines.map((line) => [line.lineId, line.quantity]));
  const free = unitsOf(refund)
    .map((unit) => ({ ...unit, quantity: unit.quantity - (kept.get(unit.lineId) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
  if (free.length > 0) await stock.release(ctx, free);
  if (stays === undefined)
    await sql`update orders.after_sale set replacement = null where refund_id = ${refund.id}`.execute(ctx.db);
}

function unitsOf({ lines }: Pick<RefundRow, 'lines'>) {
  return lines.flatMap(({ lineId, skuId, quantity, name }) =>
    skuId === null || quantity === 0 ? [] : [{ lineId, skuId, quantity, name }],
  );
}
