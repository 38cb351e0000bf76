import type { Ctx } from '../../platform/ctx.ts';
import { addresses } from '../members/index.ts';
import { type OfferRef, presentQuote } from '../pricing/index.ts';
import type { OrderPorts } from './ports.ts';
import { type Buyer, type Delivery, priceOne, type Wanted } from './price.ts';

type QuoteBody = {
  readonly lines: readonly Wanted[];
  readonly offers?: readonly OfferRef[] | undefined;
  readonly points?: number | undefined;
  /** Where it goes; her default address until she says. */
  readonly addressId?: string | undefined;
  /** She fetches it at a store. */
  readonly collects?: boolean | undefined;
};

/** What these lines cost her now, and whether they can be sent to where she wants them. */
export async function quoteFor(
  ctx: Ctx,
  ports: OrderPorts,
  buyer: Buyer,
  { lines, offers, points, addressId, collects }: QuoteBody,
) {
  const question = { ...buyer, lines, chosen: offers, points, collects };
  const places =
    addressId === undefined
      ? undefined
      : async () => addresses.find(ctx, [{ memberId: buyer.memberId, id: addressId }]);
  const { quote, delivery } = await priceOne(ctx, ports.offerSources, question, places);
  return { ...presentQuote(quote), delivery: presentDelivery(delivery) };
}

export function presentDelivery({ to, undeliverable, collectable }: Delivery) {
  return {
    to: to === null ? null : `${to.province}${to.city === to.province ? '' : to.city}`,
    undeliverable: [...undeliverable],
    collectable,
  };
}
