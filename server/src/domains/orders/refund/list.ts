import { sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { findMembers, membersShown } from '../../members/index.ts';
import { presentRefund } from './present.ts';
import { REFUND, type RefundRow, type RefundState } from './row.ts';

const MOST_COUNTED = 10_000;

type RefundQuery = {
  readonly q?: string | undefined;
  readonly state?: RefundState | undefined;
  readonly origin?: RefundRow['origin'] | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

/** Refunds, newest first; a text finds them by the order's number and by the member. A payment for an unknown order has no member. */
export async function listRefunds(ctx: Ctx, query: RefundQuery) {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['instant', 'text']);
  const which = sql`from orders.refund r left join orders.placed o on o.id = r.order_id
    where true ${conditions(query, await membersShown.meant(ctx, query.q))}`;
  const { rows } = await sql<RefundRow & { memberId: string | null }>`
    select ${REFUND}, o.member_id ${which}
      ${after ? sql`and (r.created_at, r.id) < (${after[0]}::text::timestamptz, ${after[1]})` : sql``}
    order by r.created_at desc, r.id desc limit ${limit + 1}
  `.execute(ctx.db);
  const members = await findMembers(
    ctx,
    rows.flatMap((row) => row.memberId ?? []),
  );
  const page = toPage(
    rows,
    limit,
    (row) => [row.createdAt.toISOString(), row.id],
    (row) => ({
      ...presentRefund(ctx, row),
      orderNumber: row.number,
      memberId: row.memberId,
      memberName: members.get(row.memberId ?? '')?.nickname ?? '',
    }),
  );
  return after ? page : { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select ${which}`)) };
}

function conditions({ q: asked, state, origin }: RefundQuery, meant: readonly string[]) {
  const q = asked?.trim();
  const parts = [
    state ? sql`and r.state = ${state}` : sql``,
    origin ? sql`and r.origin = ${origin}` : sql``,
    q ? sql`and (starts_with(r.number, ${q}) or o.member_id = any(${[...meant]}::text[]))` : sql``,
  ];
  return sql.join(parts, sql` `);
}
