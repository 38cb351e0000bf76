import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { CardMonth } from '../levels/quotas.ts';
import { CARD_MONTH_DAYS, type CardRow, cardIn, holderOf, monthKey } from './card.ts';
import { CARD } from './rows.ts';

/** The month of a card that runs now, as `monthKey` names it. */
export const cardMonthSql = (now: Date) =>
  sql`'m' || (floor(extract(epoch from ${now}::timestamptz - c.starts_at) / ${CARD_MONTH_DAYS * 86_400})::int + 1)`;

export const isRunning = (now: Date) => sql`c.state = 'paid' and c.starts_at <= ${now} and c.ends_at > ${now}`;

/**
 * Of these holders the cards that run, each with its month. Held until the commit: one that is given back at this moment waits for the orders
 * that use it, or they find it gone. No statement where no holder is a card.
 */
export async function holdRunning(ctx: Ctx, holders: readonly string[]): Promise<ReadonlyMap<string, CardMonth>> {
  const ids = [...new Set(holders.flatMap((holder) => cardIn(holder) ?? []))];
  if (ids.length === 0) return new Map();
  const { rows } = await sql<CardRow>`
    select ${CARD} from loyalty.card c where id = any(${ids}::text[]) and ${isRunning(ctx.now())} order by id for share
  `.execute(ctx.db);
  return new Map(
    rows.map((card) => [holderOf(card), { month: monthKey(card, ctx.now()), most: card.freeShipping ?? 0 }]),
  );
}
