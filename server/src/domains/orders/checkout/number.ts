import { sql } from 'kysely';
import { shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';

const BLOCK = 1000;
// Odd and no multiple of 5: multiplying by it modulo 10^10 gives every number once, and tells nobody how many there are.
const SCATTER = 6_180_339_887n;
const SPACE = 10_000_000_000n;

/** Numbers for orders: the day and ten digits, `2611210001234567`. One statement for a thousand of them. */
export function createNumbers(): (ctx: Ctx, count: number) => Promise<string[]> {
  let next = 0;
  let end = 0;
  return async (ctx, count) => {
    const day = shanghaiDay(ctx.now()).slice(2).replaceAll('-', '');
    const numbers: string[] = [];
    while (numbers.length < count) {
      if (next >= end) {
        const { rows } = await sql<{ block: number }>`select nextval('orders.number_block') as block`.execute(ctx.db);
        next = (rows[0]?.block ?? 0) * BLOCK;
        end = next + BLOCK;
      }
      numbers.push(`${day}${String((BigInt(next) * SCATTER) % SPACE).padStart(10, '0')}`);
      next += 1;
    }
    return numbers;
  };
}
