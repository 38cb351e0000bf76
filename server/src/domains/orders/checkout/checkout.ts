import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import type { DomainError } from '../../../platform/errors.ts';
import { createGatherer } from '../../../platform/gather.ts';
import { getSetting } from '../../../platform/settings.ts';
import { shopSettings } from '../../../platform/shop-settings.ts';
import { addresses } from '../../members/index.ts';
import type { OfferSource } from '../../pricing/index.ts';
import type { AddressFields } from '../address.ts';
import { orderErrors } from '../errors.ts';
import { slotOf } from '../own-delivery/slot.ts';
import { findPickups } from '../pickup/pickup.ts';
import { notDeliverable, priceAll } from '../price.ts';
import { giftGone } from './decide.ts';
import { type CheckoutAsk, type Draft, draftOrder, type Goal } from './draft.ts';
import { createNumbers } from './number.ts';
import { type CheckoutOutcome, keyOf, repeated, sharedOutcome } from './outcome.ts';
import { place } from './settle.ts';
import { findPlaced } from './write.ts';

/**
 * Checkout by group commit: what comes within a few milliseconds, and while the group before is committed, becomes one
 * transaction. A hot SKU then costs one row lock a group, not one an order. Each order keeps its own outcome.
 * Measured with 16 connections on 2 cores: see bench/orders.ts.
 */
export function createCheckout(
  sources: readonly OfferSource[],
): (ctx: Ctx, ask: CheckoutAsk) => Promise<CheckoutOutcome> {
  const numbers = createNumbers();
  const gather = createGatherer<{ ctx: Ctx; ask: CheckoutAsk }, CheckoutOutcome>({
    // Just enough that requests of one moment meet; larger groups come by themselves while the one before commits.
    lingerMs: 2,
    most: 256,
    // Two: while one group waits for its commit the next is read and priced; a third only made the groups smaller.
    lanes: 2,
    isCertain: isRefusedByDatabase,
    from: ({ ask }) => ask.memberId,
    work: async (group) => {
      const first = group[0];
      if (!first) return [];
      const ctx: Ctx = { ...first.ctx, actor: { kind: 'system' } };
      return placeGroup(
        ctx,
        sources,
        numbers,
        group.map((one) => one.ask),
      );
    },
  });
  return async (ctx, ask) => gather({ ctx, ask });
}

/** PostgreSQL said no, so nothing was committed; classes 08, 57, 58 are lost connections and shutdowns, where one cannot know. */
function isRefusedByDatabase(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
  return error instanceof RangeError || (typeof code === 'string' && /^(?!08|57|58)[0-9A-Z]{5}$/.test(code));
}

async function placeGroup(
  ctx: Ctx,
  sources: readonly OfferSource[],
  numbers: (ctx: Ctx, count: number) => Promise<string[]>,
  asks: readonly CheckoutAsk[],
): Promise<CheckoutOutcome[]> {
  const [prepared, { order: terms }] = await Promise.all([
    prepare(ctx, sources, numbers, asks),
    getSetting(ctx, shopSettings),
  ]);
  const expiresAt = new Date(ctx.now().getTime() + terms.payMinutes * MINUTE_MS);
  return inTransaction(ctx, async (ctx) => {
    const outcomes = new Map<CheckoutAsk, CheckoutOutcome>();
    const known = await findPlaced(ctx, asks);
    const drafts: Draft[] = [];
    const byKey = new Map<string, CheckoutAsk>();
    for (const [at, ask] of asks.entries()) {
      const placed = known.get(keyOf(ask));
      const twin = byKey.get(keyOf(ask));
      const draft = prepared[at];
      if (placed) outcomes.set(ask, repeated(ask, placed));
      else if (twin || !draft) continue;
      else if (draft instanceof Error) outcomes.set(ask, { ok: false, error: draft });
      else {
        drafts.push(draft);
        if (ask.key !== null) byKey.set(keyOf(ask), ask);
      }
    }
    for (const [ask, outcome] of await place(ctx, sources, drafts, expiresAt)) outcomes.set(ask, outcome);
    return asks.map((ask) => outcomes.get(ask) ?? sharedOutcome(ask, byKey.get(keyOf(ask)), outcomes));
  });
}

/** Everything that needs no lock: addresses, prices, offers. */
async function prepare(
  ctx: Ctx,
  sources: readonly OfferSource[],
  numbers: (ctx: Ctx, count: number) => Promise<string[]>,
  asks: readonly CheckoutAsk[],
): Promise<(Draft | DomainError)[]> {
  const finding = addresses.find(
    ctx,
    asks.map((ask) => ({ memberId: ask.memberId, id: ask.addressId ?? '' })),
  );
  const [found, pickups, prices, fresh] = await Promise.all([
    finding,
    findPickups(ctx, asks, sources),
    priceAll(ctx, sources, asks, async () => finding),
    numbers(ctx, asks.length),
  ]);
  return asks.map((ask, at) => {
    const goal = pickups.get(ask) ?? goalAt(found[at]);
    const price = prices[at];
    if (goal instanceof Error) return goal;
    if (!price?.ok) return price?.error ?? orderErrors.error('not_found');
    const out = notDeliverable(price, ask);
    if (out) return out;
    const slot = ask.slot === undefined ? null : slotOf(ctx, ask.slot, price);
    if (slot instanceof Error) return slot;
    const { payable } = price.quote.totals;
    if (payable !== ask.expectedPayable) return orderErrors.error('price_changed', { payable });
    const awaited = ask.withoutGifts ? undefined : price.quote.missedGifts.find(({ asks }) => asks);
    if (awaited) return giftGone(awaited.skuId, price.skus);
    return draftOrder(ctx, ask, price, { ...goal, slot }, fresh[at] ?? '');
  });
}

function goalAt(address: AddressFields | null | undefined): Omit<Goal, 'slot'> | DomainError {
  return address ? { address, pickup: null } : orderErrors.error('address_not_found');
}
