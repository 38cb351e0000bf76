import { DAY_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import type { DomainError } from '../../../platform/errors.ts';
import type { Collected, OfferSource, PlayAsk } from '../../pricing/index.ts';
import { type Store, stores } from '../../stores/index.ts';
import type { AddressFields } from '../address.ts';
import { orderErrors } from '../errors.ts';

/** Where and when she wants to fetch it, and whom to ask for. `from`: the beginning of a slot. */
export type PickupAsk = {
  readonly storeId: string;
  readonly from: string;
  readonly name: string;
  readonly phone: string;
};
export type Pickup = {
  readonly storeId: string;
  readonly storeName: string;
  readonly from: Date;
  readonly to: Date;
  readonly keepUntil: Date;
  /** Its goods are the store's own, not the shop's. */
  readonly keepsStock: boolean;
};
type Found = { readonly address: AddressFields; readonly pickup: Pickup } | DomainError;

/** Of these asks those that are collected, each with its store and slot, or why it cannot be so. Stores are read once for all. */
export async function findPickups<
  A extends { readonly pickup?: PickupAsk | undefined; readonly play?: PlayAsk | undefined },
>(ctx: Ctx, asks: readonly A[], sources: readonly OfferSource[]): Promise<ReadonlyMap<A, Found>> {
  const wanted = asks.flatMap((ask) => (ask.pickup === undefined ? [] : [{ ask, pickup: ask.pickup }]));
  const known = await stores.find(
    ctx,
    wanted.map(({ pickup }) => pickup.storeId),
  );
  const set = new Map<A, Collected>();
  for (const { ask } of wanted)
    for (const source of ask.play === undefined ? [] : sources) {
      const collected = ask.play === undefined ? null : ((await source.collects?.(ctx, ask.play)) ?? null);
      if (collected !== null) set.set(ask, collected);
    }
  return new Map(
    wanted.map(({ ask, pickup }) => [ask, goalOf(ctx, pickup, known.get(pickup.storeId), set.get(ask) ?? null)]),
  );
}

/** `set`: where and when whoever has the price has it collected, whatever the store's own slots are. */
function goalOf(ctx: Ctx, { from, name, phone }: PickupAsk, store: Store | undefined, set: Collected | null): Found {
  if (store === undefined || store.state === 'closed' || (set !== null && set.storeId !== store.id))
    return orderErrors.error('store_not_open');
  if (set === null && (store.state !== 'open' || !store.pickup)) return orderErrors.error('store_not_open');
  const at = Date.parse(from);
  const slots = set === null ? stores.slots(store.values, ctx.now()) : [set];
  const slot = slots.find((one) => one.from.getTime() === at);
  if (slot === undefined) return orderErrors.error('slot_gone');
  return {
    // Nothing is sent, so there is no place in it: whom to ask for, and nothing else.
    address: { name, phone, province: '', city: '', district: '', street: '' },
    pickup: {
      storeId: store.id,
      storeName: store.name,
      from: slot.from,
      to: slot.to,
      keepUntil: new Date(slot.to.getTime() + (store.values.keep ?? 0) * DAY_MS),
      keepsStock: store.values.ownStock === true,
    },
  };
}
