import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { findMembers } from '../../members/index.ts';
import { presentRefund } from './present.ts';
import { REFUND, type RefundRow, type RefundState } from './row.ts';

type RefundQuery = {
  readonly q?: string | undefined;
  readonly state?: RefundState | undefined;
  readonly origin?: RefundRow['origin'] | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

/** Refunds, newest first; a text finds them by the order's number. A payment for an unknown order has no member. */
export async function listRefunds(ctx: Ctx, query: RefundQuery) {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['instant', 'text']);
  const { rows } = await sql<RefundRow & { memberId: string | null }>`
    select ${REFUND}, o.member_id
    from orders.refund r left join orders.placed o on o.id = r.order_id
    where true
      ${query.state ? sql`and r.state = ${query.state}` : sql``}
      ${query.origin ? sql`and r.origin = ${query.origin}` : sql``}
      ${query.q ? sql`and starts_with(r.number, ${query.q.trim()})` : sql``}
      ${after ? sql`and (r.created_at, r.id) < (${after[0]}::text::timestamptz, ${after[1]})` : sql``}
    order by r.created_at desc, r.id desc limit ${limit + 1}
  `.execute(ctx.db);
  const members = await findMembers(
    ctx,
    rows.flatMap((row) => row.memberId ?? []),
  );
  return toPage(
    rows,
    limit,
    (row) => [row.createdAt.toISOString(), row.id],
    (row) => ({
      ...presentRefund(ctx, row),
      orderNumber: row.number,
      memberName: members.get(row.memberId ?? '')?.nickname ?? '',
    }),
  );
}
