import type { differenceKind } from '@huoshui/contracts/words/orders';
import { sql } from 'kysely';
import { shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { cut } from '../../../platform/cut.ts';
import { newId } from '../../../platform/ids.ts';

export type DifferenceKind = keyof typeof differenceKind;

/** How it came to light; `day` is the day of the bill. */
export type Found = Pick<Difference, 'foundBy' | 'day'>;

export type Difference = {
  readonly kind: DifferenceKind;
  /** Of the payment or refund, or whatever tells it from others of its kind. */
  readonly about: string;
  /** The day of the bill; absent: today. */
  readonly day?: string;
  readonly number?: string | null;
  readonly transactionId?: string | null;
  readonly orderId?: string | null;
  /** Fen in our books and in WeChat's. */
  readonly ours?: number | null;
  readonly theirs?: number | null;
  /** As it was told, where that is no sum. */
  readonly told?: string | null;
  readonly foundBy: 'notification' | 'query' | 'bill' | 'books';
};

/** Put down what a person must see. What was put down before stays as it is, settled or not. Answers how many are new. */
export async function noteDifferences(ctx: Ctx, found: readonly Difference[]): Promise<number> {
  if (found.length === 0) return 0;
  const rows = found.map((one) => ({
    id: newId('dif'),
    key: `${one.kind}:${one.about}`,
    kind: one.kind,
    day: one.day ?? shanghaiDay(ctx.now()),
    number: one.number ?? null,
    transaction_id: one.transactionId ?? null,
    order_id: one.orderId ?? null,
    ours: one.ours ?? null,
    theirs: one.theirs ?? null,
    told: one.told == null ? null : cut(one.told, 200),
    found_by: one.foundBy,
  }));
  const { numAffectedRows } = await sql`
    insert into orders.difference (id, key, kind, day, number, transaction_id, order_id, ours, theirs, told, found_by, found_at)
    select id, key, kind, day, number, transaction_id, order_id, ours, theirs, told, found_by, ${ctx.now()}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id text, key text, kind text, day date, number text,
      transaction_id text, order_id text, ours bigint, theirs bigint, told text, found_by text)
    on conflict (key) do nothing
  `.execute(ctx.db);
  for (const one of found) ctx.log.warn({ difference: one }, 'a difference of money was put down');
  return Number(numAffectedRows ?? 0);
}
