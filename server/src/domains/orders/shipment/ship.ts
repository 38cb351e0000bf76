import { plainWords, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { orderErrors } from '../errors.ts';
import { goodsInShort, orderShipped, restShipped } from '../events.ts';
import { refuseHeld } from '../hold.ts';
import { about, lineIdOf, type Order, type OrderLine } from '../order.ts';
import { lockOrder, readLines } from '../read.ts';
import { unitsToSend } from '../refund/units.ts';
import { tellEvents } from '../tell-events.ts';
import { refuseUnfitLots } from './lots.ts';
import { type Parcel, type ParcelInput, parcelOf } from './parcel.ts';
import { countParcels, putParcel } from './put-parcel.ts';
import { tellParcel } from './tell-wechat.ts';
import { countUnsent } from './unsent.ts';

type Wished = {
  readonly lineId: string;
  readonly quantity: number;
  /** Of which lot these units are, where somebody says so. */
  readonly lot?: string | undefined;
};

export type Shipping = ParcelInput & {
  /** What is in this parcel; absent: all that is still to be sent. */
  readonly lines?: readonly Wished[] | undefined;
};

/** Parcels of one payment that WeChat takes. */
export const MOST_PARCELS = 15;

/**
 * A parcel of a paid order leaves the house: the whole of it, some units, or what is left. WeChat is told by the next sweep; her days to
 * receive it begin when nothing is left. Whoever else ships or gives back meanwhile waits for the order's lock, and the lines' own
 * checks refuse more than was bought. Throws `orders.parcel_known` for a number that stands on the order: a repeat sends nothing twice.
 */
export async function shipOrder(ctx: Ctx, id: string, input: Shipping): Promise<void> {
  const parcel = await parcelOf(ctx, input);
  await inTransaction(ctx, async (ctx) => {
    const order = await lockOrder(ctx, id);
    if (order.storeId !== null) throw orderErrors.error('collected_at_store');
    const { count, known } = await countParcels(ctx, id, parcel.waybill);
    if (known) throw orderErrors.error('parcel_known', { waybill: parcel.waybill ?? '' });
    if (!mayShip(order)) throw orderErrors.error('not_shippable');
    await refuseHeld(ctx, id);
    const lines = await readLines(ctx, [id]);
    const units = unitsOf(lines, input.lines);
    await refuseUnfitLots(ctx, units);
    const left = unitsIn(lines.map((line) => ({ line, quantity: unitsToSend(line) }))) - unitsIn(units);
    if (left > 0 && count + 1 >= MOST_PARCELS) throw orderErrors.error('too_many_parcels', { most: MOST_PARCELS });
    await send(ctx, order, parcel, units);
    await tellSent(ctx, order, parcel, units, left);
  });
}

/** Paid and in the house, or begun to leave with something left; what she collects is not sent. */
export function mayShip({ state, unsent, storeId }: Pick<Order, 'state' | 'unsent' | 'storeId'>): boolean {
  return storeId === null && (state === 'paid' || unsent > 0);
}

type Units = readonly { readonly line: OrderLine; readonly quantity: number; readonly lot?: string | undefined }[];

function unitsOf(lines: readonly OrderLine[], wish: Shipping['lines']): Units {
  if (wish !== undefined && new Set(wish.map(({ lineId }) => lineId)).size !== wish.length)
    throw orderErrors.error('line_repeated');
  const wished = wish === undefined ? lines.map((line) => ({ line, quantity: unitsToSend(line) })) : wish.map(named);
  const some = wished.filter(({ quantity }) => quantity > 0);
  if (some.length === 0) throw orderErrors.error('nothing_to_ship');
  return some;

  function named({ lineId, quantity, lot }: Wished) {
    const line = lines.find((one) => lineIdOf(one) === lineId);
    if (!line) throw orderErrors.error('line_not_found');
    const left = unitsToSend(line);
    if (quantity > left) throw orderErrors.error('too_many_to_send', { name: line.name, left });
    return { line, quantity, lot };
  }
}

function unitsIn(units: Units): number {
  return units.reduce((sum, { quantity }) => sum + quantity, 0);
}

async function send(ctx: Ctx, order: Order, parcel: Parcel, units: Units): Promise<void> {
  const { id } = order;
  const lines = units.map(({ line: { position }, quantity, lot }) => ({
    position,
    quantity,
    ...(lot === undefined ? {} : { lot }),
  }));
  await sql`
    update orders.line l set shipped_quantity = shipped_quantity + w.quantity
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as w (position int, quantity int)
    where l.order_id = ${id} and l.position = w.position
  `.execute(ctx.db);
  // By express as soon as one parcel goes so: until it was told of another way, that is what WeChat hears.
  await sql`
    update orders.placed set shipped_at = coalesce(shipped_at, ${ctx.now()}), delivery_way = case
      when shipped_at is null then ${parcel.way}
      when told_times = 0 and not told_split and ${parcel.way} = 'express' then 'express' else delivery_way end
    where id = ${id}
  `.execute(ctx.db);
  await putParcel(ctx, id, { ...parcel, goods: goodsOf(units), lines });
  await countUnsent(ctx, id);
  await tellParcel(ctx, id, parcel.way);
}

function goodsOf(units: Units): string {
  return units.map(({ line, quantity }) => `${line.name} ×${quantity}`).join(', ');
}

/** The first is what an order waits for and what is counted; those that follow tell of themselves. */
async function tellSent(ctx: Ctx, order: Order, parcel: Parcel, units: Units, unsent: number): Promise<void> {
  const first = order.shippedAt === null;
  const title = first
    ? unsent > 0
      ? words('商家已发出一部分', 'Shipped in part')
      : words('商家已发货', 'Shipped')
    : unsent > 0
      ? words('商家又发出一个包裹', 'Another parcel was sent')
      : words('商家已发出剩下的商品', 'The rest was sent');
  const kind = first ? 'shipped' : 'rest_shipped';
  const what = plainWords(unsent > 0 || !first ? `${parcelText(parcel)} · ${goodsOf(units)}` : parcelText(parcel));
  await tellEvents(ctx, [{ orderId: order.id, kind, title, detail: what }]);
  const goods = goodsInShort(units.map(({ line, quantity }) => ({ name: line.name, quantity })));
  const { company, waybill } = parcel;
  const payload = { ...about(order, order.payable), goods, company, waybill: waybill ?? '', unsent };
  ctx.emit(first ? orderShipped : restShipped, { personNo: order.personNo, payload });
}

export function parcelWords(parcel: Pick<Parcel, 'company' | 'waybill'>) {
  return plainWords(parcelText(parcel));
}

function parcelText({ company, waybill }: Pick<Parcel, 'company' | 'waybill'>): string {
  return waybill === null ? company : `${company} ${waybill}`;
}
