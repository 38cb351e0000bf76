import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

/** Which of these have a paid order that was not given back whole. */
export async function haveBought(ctx: Ctx, memberIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ memberId: string }>`
    select member_id from orders.first_paid where member_id = any(${[...memberIds]}::text[])
  `.execute(ctx.db);
  return new Set(rows.map(({ memberId }) => memberId));
}
