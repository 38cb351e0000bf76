import type { Ctx } from '../../platform/ctx.ts';
import { fingerprint, needKey } from '../../platform/idempotency.ts';
import type { OfferRef, PlayAsk } from '../pricing/index.ts';
import type { CheckoutAsk } from './checkout/draft.ts';
import type { CheckoutOutcome } from './checkout/outcome.ts';
import type { SlotAsk } from './own-delivery/slot.ts';
import type { PickupAsk } from './pickup/pickup.ts';
import type { Buyer, Wanted } from './price.ts';

type CheckoutBody = {
  readonly lines: readonly Wanted[];
  readonly offers?: readonly OfferRef[] | undefined;
  readonly points?: number | undefined;
  readonly addressId?: string | undefined;
  readonly pickup?: PickupAsk | undefined;
  readonly slot?: SlotAsk | undefined;
  readonly note?: string | undefined;
  readonly expectedPayable: number;
  readonly fromCart?: boolean | undefined;
  readonly withoutGifts?: boolean | undefined;
  readonly play?: PlayAsk | undefined;
};

/** Place an order with the key that a client must send and may repeat, for good: the order keeps it. Throws what kept it from being placed. */
export async function placeOrder(
  ctx: Ctx,
  checkout: (ctx: Ctx, ask: CheckoutAsk) => Promise<CheckoutOutcome>,
  buyer: Buyer,
  body: CheckoutBody,
  key: string | string[] | undefined,
) {
  const requestKey = needKey(key);
  const { lines, offers, points = 0, addressId = null, pickup, expectedPayable, note = '', fromCart = false } = body;
  const { withoutGifts = false, slot, play } = body;
  const outcome = await checkout(ctx, {
    ...buyer,
    key: requestKey,
    hash: fingerprint([
      lines,
      offers ?? null,
      addressId,
      note,
      expectedPayable,
      ...(points > 0 ? [points] : []),
      ...(pickup ? [pickup] : []),
      ...(slot ? [slot] : []),
      ...(withoutGifts ? ['without gifts'] : []),
      ...(play ? [play] : []),
    ]),
    lines,
    chosen: offers,
    // Without any there is nothing to ask for.
    points: points > 0 ? points : undefined,
    addressId,
    pickup,
    collects: pickup !== undefined,
    slot: pickup === undefined ? slot : undefined,
    brought: slot !== undefined && pickup === undefined,
    note,
    expectedPayable,
    fromCart,
    withoutGifts,
    play,
  });
  if (!outcome.ok) throw outcome.error;
  const { expiresAt, ...order } = outcome.order;
  return { ...order, expiresAt: expiresAt.toISOString() };
}
