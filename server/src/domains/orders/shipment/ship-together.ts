import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { inHerStores } from '../../../platform/her-stores.ts';
import { openAddress } from '../address.ts';
import { orderErrors } from '../errors.ts';
import type { ParcelInput } from './parcel.ts';
import { shipOrder } from './ship.ts';

type Beside = { readonly id: string; readonly number: string; readonly toSend: number; readonly firstLine: string };

type Row = Beside & { readonly memberId: string; readonly addressSealed: string | null };

/** Of `orders.placed o`: what may leave now, held by nobody. */
const READY = sql`(o.state = 'paid' or o.unsent > 0) and o.store_id is null and not exists (select from orders.hold h where h.order_id = o.id)`;
/** More of one person in one parcel than anybody packs. */
const MOST = 20;

/** Other orders of the same person to the same address that may leave now: they fit into one parcel with it. */
export async function ordersBeside(ctx: Ctx, id: string): Promise<readonly Beside[]> {
  const { rows } = await sql<Row>`
    select o.id, o.number, o.member_id, o.first_line, o.address_sealed, (
      select coalesce(sum(quantity - shipped_quantity - kept_quantity), 0)::int from orders.line where order_id = o.id) as to_send
    from orders.placed o where o.member_id = (select member_id from orders.placed where id = ${id}) and ${READY}
    order by o.created_at, o.id limit ${MOST}
  `.execute(ctx.db);
  const own = rows.find((row) => row.id === id);
  if (!own) return [];
  const place = placeOf(ctx, own);
  return rows
    .filter((row) => row.id !== id && row.toSend > 0 && place !== null && placeOf(ctx, row) === place)
    .map(({ id, number, toSend, firstLine }) => ({ id, number, toSend, firstLine }));
}

/**
 * All that is left of several orders of one person leaves in one parcel, or nothing of them does. Each order was paid by itself, so WeChat
 * hears of each by itself, with the same waybill: its call for orders that were shipped together is for those that were paid
 * together. Locked in the order of their ids. Throws `orders.not_together`.
 */
export async function shipTogether(ctx: Ctx, orderIds: readonly string[], input: ParcelInput): Promise<void> {
  const ids = [...new Set(orderIds)].toSorted();
  await inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<Pick<Row, 'memberId' | 'addressSealed'>>`
      select member_id, address_sealed from orders.placed where id = any(${ids}::text[]) and ${inHerStores(ctx, sql`store_id`)}
      order by id for no key update
    `.execute(ctx.db);
    if (rows.length !== ids.length) throw orderErrors.error('not_found');
    const places = new Set(rows.map((row) => `${row.memberId} ${placeOf(ctx, row)}`));
    if (places.size > 1 || rows.some(({ addressSealed }) => addressSealed === null))
      throw orderErrors.error('not_together');
    for (const id of ids) await shipOrder(ctx, id, input);
  });
}

/** Who receives it where, whatever spaces somebody typed. */
function placeOf(ctx: Ctx, { addressSealed }: Pick<Row, 'addressSealed'>): string | null {
  const address = openAddress(ctx, addressSealed);
  if (address === null) return null;
  const { name, phone, province, city, district, street } = address;
  return JSON.stringify([name, phone, province, city, district, street].map((part) => part.replaceAll(/\s/g, '')));
}
