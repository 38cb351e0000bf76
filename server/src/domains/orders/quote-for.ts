import { placeText } from '@huoshui/contracts/place';
import { bothOf } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { addresses } from '../members/index.ts';
import { type GivenGifts, type OfferRef, type PlayAsk, type QuotedGift, quoted } from '../pricing/index.ts';
import { giftNote } from './gift.ts';
import { missingToBring } from './own-delivery/slot.ts';
import type { OrderPorts } from './ports.ts';
import { type Buyer, type Delivery, type Priced, priceOne, type Wanted } from './price.ts';

type QuoteBody = {
  readonly lines: readonly Wanted[];
  readonly offers?: readonly OfferRef[] | undefined;
  readonly points?: number | undefined;
  /** Where it goes; her default address until she says. */
  readonly addressId?: string | undefined;
  /** She fetches it at a store. */
  readonly collects?: boolean | undefined;
  /** The shop brings it itself. */
  readonly brought?: boolean | undefined;
  readonly play?: PlayAsk | undefined;
};

/** What these lines cost her now, and whether they can be sent to where she wants them. */
export async function quoteFor(
  ctx: Ctx,
  ports: OrderPorts,
  buyer: Buyer,
  { lines, offers, points, addressId, collects, brought, play }: QuoteBody,
) {
  const question = { ...buyer, lines, chosen: offers, points, collects, brought, play };
  const places =
    addressId === undefined
      ? undefined
      : async () => addresses.find(ctx, [{ memberId: buyer.memberId, id: addressId }]);
  return presentPriced(await priceOne(ctx, ports.offerSources, question, places));
}

/** A price as she reads it: what is given for nothing by its name, and whether all can be sent to her. */
export function presentPriced(priced: Priced) {
  const { quote, skus, delivery } = priced;
  const gifts = quote.gifts.flatMap(({ items, ...rule }) => items.map((item) => presentGift(rule, item, skus)));
  return { ...quoted.present(quote), gifts, delivery: { ...presentDelivery(delivery), short: missingToBring(priced) } };
}

function presentGift(
  { source, offerId, label, badge }: Omit<GivenGifts, 'items'>,
  { skuId, quantity, wanted, worth, ...terms }: QuotedGift,
  skus: Priced['skus'],
) {
  const { productId = '', name = '', values = [], image = null } = skus.get(skuId) ?? {};
  const goods = { skuId, productId, name, values: [...values], image, quantity, short: wanted - quantity, worth };
  return { ...goods, source, offerId, label: bothOf(label), badge, note: giftNote(terms, worth) };
}

export function presentDelivery({ to, undeliverable, onlyAtStores, collectable }: Delivery) {
  return {
    to: to === null ? null : placeText(to),
    undeliverable: [...undeliverable],
    onlyAtStores: [...onlyAtStores],
    collectable,
  };
}
