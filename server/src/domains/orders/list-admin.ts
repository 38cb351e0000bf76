import { type RawBuilder, sql } from 'kysely';
import { addDays, dayStart } from '../../platform/calendar.ts';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { inHerStores } from '../../platform/her-stores.ts';
import { findMembers, membersShown } from '../members/index.ts';
import type { OrderState } from './order.ts';
import { type Deadline, whoseDeadline } from './shipment/deadline.ts';
import { isShownAs, SHOWN_STATE } from './shown-state.ts';

const MOST_COUNTED = 10_000;

export type OrderQuery = {
  readonly q?: string | undefined;
  readonly state?: OrderState | 'to_collect' | undefined;
  readonly memberId?: string | undefined;
  readonly refundRequested?: boolean | undefined;
  readonly untold?: boolean | undefined;
  readonly unsent?: boolean | undefined;
  readonly deadline?: Deadline | undefined;
  readonly storeId?: string | undefined;
  readonly lot?: string | undefined;
  /** Business days on which the shop brings it, both counted. */
  readonly slotFrom?: string | undefined;
  readonly slotTo?: string | undefined;
  readonly source?: 'shop' | 'import' | undefined;
  /** Business days or instants; `to` as a day includes that day. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

type Row = {
  readonly id: string;
  readonly number: string;
  readonly state: OrderState | 'to_collect';
  readonly store: string | null;
  readonly slotFrom: Date | null;
  readonly slotTo: Date | null;
  readonly memberId: string;
  readonly firstLine: string;
  readonly image: string | null;
  readonly note: string;
  readonly remark: string;
  readonly quantity: number;
  readonly payable: number;
  readonly refunded: number;
  /** Still to be sent of what has begun to leave. */
  readonly unsent: number;
  readonly refundRequested: boolean;
  readonly source: string;
  readonly createdAt: Date;
  readonly paidAt: Date | null;
};

const COLUMNS = sql`o.id, o.number, ${SHOWN_STATE} as state, o.member_id,
  (select p.store_name from orders.pickup p where p.order_id = o.id and o.store_id is not null) as store, o.first_line, o.image, o.note, o.remark, o.quantity,
  o.payable, o.refunded, o.unsent, o.source, o.slot_from, o.slot_to,
  o.created_at, o.paid_at,
  exists (select from orders.refund r where r.order_id = o.id and r.state = 'requested') as refund_requested`;

/** Orders, newest first. `total` comes with the first page and is counted up to 10 000. */
export async function listOrders(ctx: Ctx, query: OrderQuery) {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['instant', 'text']);
  const where = conditions(ctx, query, await membersShown.meant(ctx, query.q));
  const { rows } = await sql<Row>`
    select ${COLUMNS} from orders.placed o where true ${where}
      ${after ? sql`and (o.created_at, o.id) < (${after[0]}::text::timestamptz, ${after[1]})` : sql``}
    order by o.created_at desc, o.id desc limit ${limit + 1}
  `.execute(ctx.db);
  const members = await findMembers(
    ctx,
    rows.map((row) => row.memberId),
  );
  const page = toPage(
    rows,
    limit,
    (row) => [row.createdAt.toISOString(), row.id],
    ({ slotFrom, slotTo, ...row }) => ({
      ...row,
      slot: slotFrom && slotTo ? { from: slotFrom.toISOString(), to: slotTo.toISOString() } : null,
      memberName: members.get(row.memberId)?.nickname ?? '',
      source: row.source === 'shop' ? ('shop' as const) : ('import' as const),
      createdAt: row.createdAt.toISOString(),
      paidAt: row.paidAt?.toISOString() ?? null,
    }),
  );
  if (query.cursor) return page;
  return { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select from orders.placed o where true ${where}`)) };
}

/** What a query asks for, as conditions on `orders.placed o`; `meant` are the members whom its words may mean. */
export function conditions(ctx: Ctx, query: OrderQuery, meant: readonly string[]): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`and ${inHerStores(ctx, sql`o.store_id`)}`];
  const q = query.q?.trim();
  if (q)
    parts.push(sql`and (starts_with(o.number, ${q}) or exists (select from orders.parcel p where p.order_id = o.id and p.waybill = ${q}) or position(${q} in o.first_line) > 0
      or o.member_id = any(${[...meant]}::text[]))`);
  if (query.state) parts.push(sql`and ${isShownAs(query.state)}`);
  if (query.storeId) parts.push(sql`and o.store_id = ${query.storeId}`);
  if (query.slotFrom || query.slotTo) parts.push(sql`and o.area_id is not null`);
  if (query.slotFrom) parts.push(sql`and o.slot_from >= ${momentOf(query.slotFrom, 0)}`);
  if (query.slotTo) parts.push(sql`and o.slot_from < ${momentOf(query.slotTo, 1)}`);
  if (query.memberId) parts.push(sql`and o.member_id = ${query.memberId}`);
  if (query.source) parts.push(query.source === 'shop' ? sql`and o.source = 'shop'` : sql`and o.source <> 'shop'`);
  if (query.refundRequested !== undefined) {
    const asked = sql`exists (select from orders.refund r where r.order_id = o.id and r.state = 'requested')`;
    parts.push(query.refundRequested ? sql`and ${asked}` : sql`and not ${asked}`);
  }
  if (query.untold !== undefined)
    parts.push(query.untold ? sql`and o.upload_failure is not null` : sql`and o.upload_failure is null`);
  if (query.unsent) parts.push(sql`and o.unsent > 0`);
  if (query.deadline) parts.push(sql`and ${whoseDeadline(ctx, query.deadline)}`);
  if (query.lot)
    parts.push(sql`and o.id in (select p.order_id from orders.parcel p where p.lines @? '$[*].lot'
      and p.lines @> ${JSON.stringify([{ lot: query.lot }])}::jsonb)`);
  if (query.from) parts.push(sql`and o.created_at >= ${momentOf(query.from, 0)}`);
  if (query.to) parts.push(sql`and o.created_at < ${momentOf(query.to, 1)}`);
  return sql.join(parts, sql` `);
}

/** A day begins at Shanghai's midnight; of the last one all counts. */
function momentOf(text: string, daysOn: number): Date {
  return text.length === 10 ? dayStart(addDays(text, daysOn)) : new Date(text);
}
