import { placeText } from '@huoshui/contracts/place';
import type { Ctx } from '../../../platform/ctx.ts';
import type { DomainError } from '../../../platform/errors.ts';
import { formatYuan } from '../../../platform/money.ts';
import type { Place } from '../../pricing/index.ts';
import { areas, type DeliveryArea, type SlotKey } from '../../stores/index.ts';
import { orderErrors } from '../errors.ts';
import type { Order } from '../order.ts';
import type { Priced } from '../price.ts';

/** When she wants it brought: the beginning of a slot of the area that her address lies in. */
export type SlotAsk = { readonly from: string };

/** A slot of an area that an order takes a place in. */
export type DeliverySlot = SlotKey & { readonly areaName: string; readonly to: Date; readonly capacity: number };

/** Brought by the shop itself to this place: what that costs, or nothing of it, where no area holds the place. */
export function broughtTo(open: readonly DeliveryArea[], place: Place | null, skuIds: readonly string[]) {
  const area = place === null ? null : areas.of(open, place);
  // Until she says where it goes nothing is refused, and nothing charged.
  if (area === null)
    return { area, rule: { fee: 0, freeFrom: null, base } as const, undeliverable: place ? skuIds : [] };
  const { fee, freeFrom } = area.values;
  return { area, rule: { fee, freeFrom: fee === 0 ? null : freeFrom, base } as const, undeliverable: [] };
}

const base = 'current';

/** What an order must come to before it is brought, and how much is missing: fen; null: nothing is. */
export function missingToBring({ quote, delivery: { area } }: Pick<Priced, 'quote' | 'delivery'>) {
  const least = area?.values.least ?? 0;
  // Points pay like money, they make no order smaller.
  const goods = quote.totals.goods + (quote.points?.amount ?? 0);
  return goods >= least ? null : { least, missing: least - goods };
}

/** The slot that she asks for, or why there is none. Whether there is room in it is decided when it is claimed. */
export function slotOf(ctx: Ctx, ask: SlotAsk, priced: Priced): DeliverySlot | DomainError {
  const { area, to } = priced.delivery;
  if (area === null) return orderErrors.error('not_in_area', { place: to === null ? '' : placeText(to) });
  const short = missingToBring(priced);
  if (short !== null)
    return orderErrors.error('below_least', { least: formatYuan(short.least), missing: formatYuan(short.missing) });
  const at = Date.parse(ask.from);
  const slot = areas.slots(area.values, ctx.now()).find(({ from }) => from.getTime() === at);
  if (slot === undefined) return orderErrors.error('delivery_slot_gone');
  return { areaId: area.id, areaName: area.name, from: slot.from, to: slot.to, capacity: slot.capacity };
}

type Held = Pick<Order, 'areaId' | 'slotFrom'>;

/** Orders that are not brought after all leave room in their slots. */
export async function releaseSlotsOf(ctx: Ctx, orders: readonly Held[]): Promise<void> {
  const held = orders.flatMap(({ areaId, slotFrom }) =>
    areaId === null || slotFrom === null ? [] : [{ areaId, from: slotFrom }],
  );
  if (held.length > 0) await areas.release(ctx, held);
}
