import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';

/** What paying an order brought its owner and she still has: nothing for anybody else. */
export async function readPaymentGifts(
  ctx: Ctx,
  memberId: string,
  orderId: string,
): Promise<{ id: string; kind: string; label: string }[]> {
  const { rows } = await sql<{ id: string; kind: string; label: string }>`
    select id, kind, label from benefits.grant
    where because_kind = 'payment' and because_node = ${orderId} and member_id = ${memberId} and state <> 'revoked'
    order by granted_at, id limit 50
  `.execute(ctx.db);
  return rows;
}
