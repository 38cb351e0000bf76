import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';

/** One movement of money. Fen, at least 1. */
export type Movement = {
  readonly kind: 'payment' | 'refund';
  /** WeChat's transaction id; the number of a refund. Each is booked once. */
  readonly key: string;
  readonly amount: number;
  /** The order in whose books it stands; null for money that never paid one. */
  readonly orderId: string | null;
  /** The payment it is, or is a part of; null when it went back outside of WeChat. */
  readonly transactionId: string | null;
  readonly happenedAt: Date;
};

/**
 * Write down money that moved. The database adds it to what the order and the payment show, and refuses more given back than
 * came. A movement that stands there already changes nothing.
 */
export async function bookMoney(ctx: Ctx, movements: readonly Movement[]): Promise<void> {
  if (movements.length === 0) return;
  await sql`
    insert into orders.money (kind, key, amount, order_id, transaction_id, happened_at, booked_at)
    select kind, key, amount, order_id, transaction_id, happened_at, ${ctx.now()}
    from jsonb_to_recordset(${JSON.stringify(movements.map(asRow))}::jsonb) as given (kind text, key text, amount bigint,
      order_id text, transaction_id text, happened_at timestamptz)
    on conflict (kind, key) do nothing
  `.execute(ctx.db);
}

function asRow({ orderId, transactionId, happenedAt, ...rest }: Movement) {
  return { ...rest, order_id: orderId, transaction_id: transactionId, happened_at: happenedAt };
}

/** Whether WeChat told a sum that can be money: whole fen, at least one. */
export function isSum(amount: number | null): amount is number {
  return amount !== null && Number.isSafeInteger(amount) && amount > 0;
}
