import { sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { findMembers, membersShown } from '../../members/index.ts';
import type { AfterSaleKind } from '../after-sales/row.ts';
import { type AfterSaleTodo, waitsFor } from '../after-sales/todo.ts';
import { presentRefund } from './present.ts';
import { REFUND, type RefundRow, type RefundState } from './row.ts';
import { ofHerOrders } from './within.ts';

const MOST_COUNTED = 10_000;
/** What has no deadline comes after all that has one. */
const DUE = sql`coalesce(s.due_at, r.created_at + interval '10 years')`;

type RefundQuery = {
  readonly q?: string | undefined;
  readonly state?: RefundState | undefined;
  readonly origin?: RefundRow['origin'] | undefined;
  readonly kind?: AfterSaleKind | undefined;
  readonly todo?: AfterSaleTodo | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

/**
 * Refunds, newest first; what waits for the house, the nearest deadline first. A text finds them by the order's number and by the
 * member. A payment for an unknown order has no member.
 */
export async function listRefunds(ctx: Ctx, query: RefundQuery) {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['instant', 'text']);
  const place = query.todo ? DUE : sql`r.created_at`;
  const onward = query.todo ? sql`>` : sql`<`;
  const order = query.todo ? sql`` : sql`desc`;
  const which = sql`from orders.refund r left join orders.placed o on o.id = r.order_id
      left join orders.after_sale s on s.refund_id = r.id
    where true ${conditions(ctx, query, await membersShown.meant(ctx, query.q))}`;
  const { rows } = await sql<RefundRow & { memberId: string | null; place: Date }>`
    select ${REFUND}, o.member_id, ${place} as place ${which}
      ${after ? sql`and (${place}, r.id) ${onward} (${after[0]}::text::timestamptz, ${after[1]})` : sql``}
    order by ${place} ${order}, r.id ${order} limit ${limit + 1}
  `.execute(ctx.db);
  const members = await findMembers(
    ctx,
    rows.flatMap((row) => row.memberId ?? []),
  );
  const page = toPage(
    rows,
    limit,
    (row) => [row.place.toISOString(), row.id],
    (row) => ({
      ...presentRefund(ctx, row),
      orderNumber: row.number,
      memberId: row.memberId,
      memberName: members.get(row.memberId ?? '')?.nickname ?? '',
    }),
  );
  return after ? page : { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select ${which}`)) };
}

function conditions(ctx: Ctx, { q: asked, state, origin, kind, todo }: RefundQuery, meant: readonly string[]) {
  const q = asked?.trim();
  const parts = [
    sql`and ${ofHerOrders(ctx)}`,
    state ? sql`and r.state = ${state}` : sql``,
    origin ? sql`and r.origin = ${origin}` : sql``,
    kind ? sql`and s.kind = ${kind}` : sql``,
    todo ? sql`and ${waitsFor(ctx, todo)}` : sql``,
    q ? sql`and (starts_with(r.number, ${q}) or o.member_id = any(${[...meant]}::text[]))` : sql``,
  ];
  return sql.join(parts, sql` `);
}
