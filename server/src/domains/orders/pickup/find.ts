import { isPickupCode, plainCode } from '@huoshui/contracts/pickup-code';
import { sql } from 'kysely';
import { shanghaiTime } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import type { DomainError } from '../../../platform/errors.ts';
import { inHerStores } from '../../../platform/her-stores.ts';
import { openAddress } from '../address.ts';
import { orderErrors } from '../errors.ts';
import { lineIdOf, type Order, type OrderLine } from '../order.ts';
import { getOrder, readLines } from '../read.ts';
import { unitsLeft } from '../refund/units.ts';

export type PickupRow = {
  readonly orderId: string;
  readonly storeId: string;
  readonly storeName: string;
  readonly slotFrom: Date;
  readonly slotTo: Date;
  readonly keepUntil: Date;
  readonly readyAt: Date | null;
  readonly collectedAt: Date | null;
  readonly collectedBy: string | null;
};

export const PICKUP = sql.raw(
  'p.order_id, p.store_id, p.store_name, p.slot_from, p.slot_to, p.keep_until, p.ready_at, p.collected_at, p.collected_by',
);

/** Order numbers are longer than codes: staff type one where her phone is empty. */
const ORDER_NUMBER = /^\d{16}$/;

/** Which order a code, or an order's number, stands for. Throws `orders.pickup_mistyped`, `orders.pickup_unknown`. */
export async function findByCode(ctx: Ctx, typed: string): Promise<PickupRow> {
  const code = plainCode(typed);
  const byNumber = ORDER_NUMBER.test(code);
  if (!byNumber && !isPickupCode(code)) throw orderErrors.error('pickup_mistyped');
  const { rows } = await sql<PickupRow>`
    select ${PICKUP} from orders.pickup p
    where ${inHerStores(ctx, sql`p.store_id`)} and p.order_id = ${
      byNumber
        ? sql`(select o.id from orders.placed o where o.number = ${code})`
        : sql`(select c.order_id from orders.pickup_code c where c.code = ${code})`
    }
  `.execute(ctx.db);
  if (!rows[0]) throw orderErrors.error('pickup_unknown');
  return rows[0];
}

/** What keeps it from being handed over at this counter, and null where nothing does. */
export function refusalOf(
  pickup: PickupRow,
  order: Order,
  lines: readonly OrderLine[],
  storeId: string,
): DomainError | null {
  const { storeName: store, collectedAt, collectedBy } = pickup;
  if (collectedAt !== null)
    return orderErrors.error('pickup_collected', { store, at: shanghaiTime(collectedAt), by: collectedBy ?? '' });
  if (order.state === 'unpaid') return orderErrors.error('pickup_unpaid');
  if (order.state === 'cancelled') return orderErrors.error('pickup_cancelled');
  if (order.state === 'refunded' || lines.every((line) => line.quantity === line.refundedQuantity))
    return orderErrors.error('pickup_refunded');
  if (pickup.storeId !== storeId) return orderErrors.error('pickup_elsewhere', { store });
  if (order.refunding > 0 || lines.every((line) => unitsLeft(line) === 0))
    return orderErrors.error('pickup_refund_open');
  return null;
}

/** What staff see of it before they hand it over: whom to ask for, and of each line how many are hers. */
export async function showPickup(ctx: Ctx, typed: string, storeId: string) {
  const pickup = await findByCode(ctx, typed);
  const [order, lines] = await Promise.all([getOrder(ctx, pickup.orderId), readLines(ctx, [pickup.orderId])]);
  const refusal = refusalOf(pickup, order, lines, storeId);
  return {
    ...(await presentPickup(ctx, pickup, order, lines)),
    refusal: refusal === null ? null : { code: refusal.code, words: { zh: refusal.text.zh, en: refusal.text.en } },
  };
}

export async function presentPickup(ctx: Ctx, pickup: PickupRow, order: Order, lines: readonly OrderLine[]) {
  const { rows } = await sql<{ addressSealed: string | null; note: string; remark: string }>`
    select address_sealed, note, remark from orders.placed where id = ${order.id}
  `.execute(ctx.db);
  const contact = openAddress(ctx, rows[0]?.addressSealed ?? null);
  const pictures = await readPictures(ctx, order.id);
  return {
    orderId: order.id,
    number: order.number,
    storeId: pickup.storeId,
    storeName: pickup.storeName,
    name: contact?.name ?? '',
    phone: contact?.phone ?? '',
    note: rows[0]?.note ?? '',
    remark: rows[0]?.remark ?? '',
    from: pickup.slotFrom.toISOString(),
    to: pickup.slotTo.toISOString(),
    readyAt: pickup.readyAt?.toISOString() ?? null,
    collectedAt: pickup.collectedAt?.toISOString() ?? null,
    lines: lines.map((line) => ({
      lineId: lineIdOf(line),
      name: line.name,
      ...(pictures.get(line.position) ?? { values: [], image: null }),
      quantity: line.quantity - line.refundedQuantity,
      refunded: line.refundedQuantity,
    })),
  };
}

async function readPictures(ctx: Ctx, orderId: string) {
  const { rows } = await sql<{ position: number; values: string[]; image: string | null }>`
    select position, option_values as values, image from orders.line where order_id = ${orderId}
  `.execute(ctx.db);
  return new Map(rows.map(({ position, values, image }) => [position, { values, image }]));
}
