import { randomInt } from 'node:crypto';
import { checkDigit } from '@huoshui/contracts/pickup-code';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';

/** Eight digits by chance: at ten million codes given out one in ten is taken, and another is drawn. */
const CODES = 100_000_000;

/** Each of these orders has a code from now on, one that no other order ever had. Repeatable. */
export async function giveCodes(ctx: Ctx, orderIds: readonly string[]): Promise<void> {
  let without = [...orderIds].sort();
  while (without.length > 0) {
    const { rows } = await sql<{ orderId: string }>`
      with drawn as (
        insert into orders.pickup_code (code, order_id)
        select * from unnest(${without.map(drawCode)}::text[], ${without}::text[])
        on conflict do nothing
        returning order_id
      )
      select order_id from drawn
      union all select order_id from orders.pickup_code where order_id = any(${without}::text[])
    `.execute(ctx.db);
    const given = new Set(rows.map((row) => row.orderId));
    without = without.filter((id) => !given.has(id));
  }
}

function drawCode(): string {
  const digits = String(randomInt(CODES)).padStart(8, '0');
  return `${digits}${checkDigit(digits)}`;
}
