import { type RawBuilder, sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { inHerStores } from '../../../platform/her-stores.ts';
import { findMembers, membersShown } from '../../members/index.ts';
import { openAddress } from '../address.ts';
import type { OrderState } from '../order.ts';
import { PICKUP, type PickupRow } from './find.ts';

const MOST_COUNTED = 10_000;

export type PickupTodo = 'prepare' | 'ready' | 'overdue' | 'collected';
type Asked = {
  readonly q?: string | undefined;
  readonly storeId?: string | undefined;
  readonly todo?: PickupTodo | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};
type Row = PickupRow & {
  readonly number: string;
  readonly state: OrderState;
  readonly memberId: string;
  readonly firstLine: string;
  readonly image: string | null;
  readonly quantity: number;
  readonly addressSealed: string | null;
};

/** Orders that wait at the counters, the nearest slot first; those that were collected, the last one first. */
export async function listPickups(ctx: Ctx, asked: Asked) {
  const limit = asked.limit ?? 20;
  const after = decodeCursor(asked.cursor, ['instant', 'text']);
  const where = matching(ctx, asked, await membersShown.meant(ctx, asked.q));
  const past = asked.todo === 'collected';
  const key = past ? sql`p.collected_at` : sql`p.slot_from`;
  const from = sql`from orders.pickup p join orders.placed o on o.id = p.order_id where ${where}`;
  const { rows } = await sql<Row>`
    select ${PICKUP}, o.number, o.state, o.member_id, o.first_line, o.image, o.quantity, o.address_sealed ${from}
      ${after ? sql`and (${key}, p.order_id) ${sql.raw(past ? '<' : '>')} (${after[0]}::text::timestamptz, ${after[1]})` : sql``}
    order by ${key} ${sql.raw(past ? 'desc, p.order_id desc' : ', p.order_id')} limit ${limit + 1}
  `.execute(ctx.db);
  const members = await findMembers(
    ctx,
    rows.map((row) => row.memberId),
  );
  const page = toPage(
    rows,
    limit,
    (row) => [((past ? row.collectedAt : null) ?? row.slotFrom).toISOString(), row.orderId],
    (row) => presentRow(ctx, row, members.get(row.memberId)?.nickname ?? ''),
  );
  if (asked.cursor) return page;
  return { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select ${from}`)) };
}

function presentRow(ctx: Ctx, row: Row, memberName: string) {
  const { orderId, number, storeId, storeName, memberId, firstLine, image, quantity } = row;
  const contact = openAddress(ctx, row.addressSealed);
  return {
    id: orderId,
    number,
    storeId,
    storeName,
    todo: todoOf(ctx, row),
    memberId,
    memberName,
    name: contact?.name ?? '',
    phone: contact?.phone ?? '',
    firstLine,
    image,
    quantity,
    from: row.slotFrom.toISOString(),
    to: row.slotTo.toISOString(),
    collectedAt: row.collectedAt?.toISOString() ?? null,
    collectedBy: row.collectedBy ?? '',
  };
}

function todoOf(ctx: Ctx, { collectedAt, keepUntil, readyAt }: Row): PickupTodo {
  if (collectedAt !== null) return 'collected';
  if (keepUntil <= ctx.now()) return 'overdue';
  return readyAt === null ? 'prepare' : 'ready';
}

/** Of `orders.placed o` and `orders.pickup p`. */
function matching(ctx: Ctx, { q, storeId, todo }: Asked, meant: readonly string[]): RawBuilder<unknown> {
  const words = q?.trim();
  const parts = [
    inHerStores(ctx, sql`p.store_id`),
    todo === 'collected'
      ? sql`p.collected_at is not null`
      : sql`o.state = 'paid' and o.store_id is not null ${todo === undefined ? sql`` : sql`and ${TO_HAND_OVER} and ${waits(ctx, todo)}`}`,
    ...(storeId === undefined ? [] : [sql`p.store_id = ${storeId}`]),
    ...(words
      ? [
          sql`(starts_with(o.number, ${words}) or position(${words} in o.first_line) > 0
            or o.member_id = any(${[...meant]}::text[]))`,
        ]
      : []),
  ];
  return sql.join(parts, sql` and `);
}

/** Of `orders.placed o`: nobody asks her money back for any of it, so the counter would hand it over. */
export const TO_HAND_OVER = sql<boolean>`o.state = 'paid' and o.refunding = 0`;

function waits(ctx: Ctx, todo: Exclude<PickupTodo, 'collected'>): RawBuilder<boolean> {
  if (todo === 'overdue') return sql`p.collected_at is null and p.keep_until <= ${ctx.now()}`;
  return sql`p.collected_at is null and p.keep_until > ${ctx.now()}
    and p.ready_at is ${todo === 'prepare' ? sql`null` : sql`not null`}`;
}

/** What waits at the counters: goods to be laid ready whose slot begins within the day, and what nobody fetched. */
export async function countWaiting(
  ctx: Ctx,
  most: number,
): Promise<{ readonly prepare: number; readonly overdue: number }> {
  const hers = inHerStores(ctx, sql`p.store_id`);
  const { rows } = await sql<{ prepare: number; overdue: number }>`
    select
      (select count(*) from (select from orders.pickup p join orders.placed o on o.id = p.order_id
        where ${hers} and ${TO_HAND_OVER} and o.store_id is not null and p.ready_at is null and p.keep_until > ${ctx.now()}
        limit ${most}) waiting)::int as prepare,
      (select count(*) from (select from orders.pickup p join orders.placed o on o.id = p.order_id
        where ${hers} and ${TO_HAND_OVER} and o.store_id is not null and ${waits(ctx, 'overdue')} limit ${most}) waiting)::int as overdue
  `.execute(ctx.db);
  return rows[0] ?? { prepare: 0, overdue: 0 };
}
