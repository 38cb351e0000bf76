import { bothOf } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { newId } from '../../../platform/ids.ts';
import type { SkuFacts } from '../../catalog/index.ts';
import {
  type Application,
  type Claim,
  type OfferRef,
  presentQuote,
  type Quote,
  usedOffers,
} from '../../pricing/index.ts';
import type { AddressFields } from '../address.ts';
import { sealAddress } from '../address.ts';
import type { Pickup, PickupAsk } from '../pickup/pickup.ts';
import type { Buyer, Priced, PriceQuestion, Wanted } from '../price.ts';

/** What a shopper asks for at checkout. */
export type CheckoutAsk = Buyer &
  Pick<PriceQuestion, 'collects'> & {
    readonly key: string | null;
    /** A hash of all that was asked: the same key with another hash is refused. */
    readonly hash: string;
    readonly lines: readonly Wanted[];
    readonly chosen?: readonly OfferRef[] | undefined;
    readonly points?: number | undefined;
    /** Null where nothing is sent. */
    readonly addressId: string | null;
    readonly pickup?: PickupAsk | undefined;
    readonly note: string;
    /** Fen the shopper saw. */
    readonly expectedPayable: number;
    readonly fromCart: boolean;
  };

/** An order that is priced and complete, before stock and coupons have been looked at. */
export type Draft = {
  readonly id: string;
  readonly ask: CheckoutAsk;
  readonly lines: readonly Wanted[];
  readonly skus: ReadonlyMap<string, SkuFacts>;
  readonly payable: number;
  readonly claims: readonly DraftClaim[];
  readonly row: OrderRecord;
  readonly lineRows: readonly LineRecord[];
  readonly applications: readonly ApplicationRecord[];
  readonly pickup: PickupRecord | null;
};

/** What it claims, and from whom. */
type DraftClaim = OfferRef & Pick<Claim, 'saving' | 'pieces' | 'spent'>;

/** Columns of orders.placed, orders.line and orders.application, by their names. */
export type OrderRecord = ReturnType<typeof orderRecord>;
export type LineRecord = ReturnType<typeof lineRecords>[number];
export type ApplicationRecord = ReturnType<typeof applicationRecords>[number];
export type PickupRecord = ReturnType<typeof pickupRecord>;
/** Where it goes: to an address, or nowhere, and she comes. */
export type Goal = { readonly address: AddressFields; readonly pickup: Pickup | null };

export function draftOrder(ctx: Ctx, ask: CheckoutAsk, priced: Priced, goal: Goal, number: string): Draft {
  const id = newId('ord');
  const { quote, skus } = priced;
  return {
    id,
    ask,
    lines: quote.lines.map(({ skuId, quantity }) => ({ skuId, quantity })),
    skus,
    payable: quote.totals.payable,
    claims: claimsOf(quote),
    row: orderRecord(ctx, id, ask, priced, goal, number),
    lineRows: lineRecords(id, priced),
    applications: applicationRecords(id, quote),
    pickup: goal.pickup === null ? null : pickupRecord(id, goal.pickup),
  };
}

function orderRecord(ctx: Ctx, id: string, ask: CheckoutAsk, priced: Priced, goal: Goal, number: string) {
  const { quote, skus } = priced;
  const view = presentQuote(quote);
  const first = skus.get(quote.lines[0]?.skuId ?? '');
  return {
    id,
    number,
    member_id: ask.memberId,
    person_no: ask.personNo,
    first_line: first?.name ?? '',
    image: first?.image ?? null,
    quantity: quote.lines.reduce((sum, line) => sum + line.quantity, 0),
    goods_amount: view.goodsAmount,
    discount_amount: view.discountAmount,
    shipping_fee: view.shippingFee,
    shipping_paid: quote.totals.shippingFee - quote.totals.shippingSaving,
    payable: view.payable,
    discounts: view.discounts.map(({ source, label, amount }) => ({ source, label, amount })),
    offers: usedOffers(quote).map(({ source, offerId, amount }) => ({ source, offerId, amount })),
    address_sealed: sealAddress(ctx, goal.address),
    store_id: goal.pickup?.storeId ?? null,
    note: ask.note,
    request_key: ask.key,
    request_hash: ask.hash,
  };
}

function pickupRecord(orderId: string, { storeId, storeName, from, to, keepUntil }: Pickup) {
  return {
    order_id: orderId,
    store_id: storeId,
    store_name: storeName,
    slot_from: from,
    slot_to: to,
    keep_until: keepUntil,
  };
}

function claimsOf(quote: Quote): DraftClaim[] {
  return [
    ...quote.unitPrices.map(({ source, offerId, amount, pieces }) => ({ source, offerId, saving: amount, pieces })),
    ...quote.applied.map(({ source, offerId, saving }) => ({ source, offerId, saving, pieces: [] })),
    ...pointsClaim(quote),
  ];
}

function pointsClaim({ points, lines }: Quote): DraftClaim[] {
  if (points === null || points.points === 0) return [];
  const ofLine = new Map(points.lines.map((line) => [line.lineId, line.points]));
  const byLine = lines.map(({ lineId, quantity }, position) => ({
    position,
    quantity,
    points: ofLine.get(lineId) ?? 0,
  }));
  const { source, offerId, amount } = points;
  return [{ source, offerId, saving: amount, pieces: [], spent: { points: points.points, lines: byLine } }];
}

/** What the pieces of a line cost on average, and each some of them where they do not cost alike. */
function unitsOf({ payable, quantity, pieces }: Quote['lines'][number]) {
  return {
    unit_amount: Math.floor(payable / quantity),
    plus_one_units: payable % quantity,
    pieces: pieces.length > 1 ? pieces : null,
  };
}

function lineRecords(orderId: string, { quote, skus }: Priced) {
  return quote.lines.map((line, position) => {
    const sku = skus.get(line.skuId);
    return {
      order_id: orderId,
      position,
      sku_id: line.skuId,
      product_id: line.productId,
      category_id: sku?.categoryId ?? null,
      name: sku?.name ?? '',
      option_values: sku?.values ?? [],
      image: sku?.image ?? null,
      quantity: line.quantity,
      unit_price: line.listPrice,
      payable: line.payable,
      ...unitsOf(line),
      discounts: line.discounts.map(({ label, amount }) => ({ label, amount })),
    };
  });
}

/** Each rule on each line in the order in which it was taken off, and what offers took off the shipping fee. */
function applicationRecords(orderId: string, quote: Quote) {
  const used = [...quote.unitPrices, ...quote.applied].map(({ source, offerId }) => `${source} ${offerId}`);
  const record = (position: number | null, { source, offerId, ...one }: Application) => ({
    order_id: orderId,
    position,
    nth: used.indexOf(`${source} ${offerId}`),
    source,
    offer_id: offerId,
    kind: one.kind,
    label: bothOf(one.label),
    badge: one.badge,
    looks_at: one.base.of,
    base: one.base.fen,
    pieces: one.pieces,
    amount: one.amount,
    funder: one.funder,
  });
  return [
    ...quote.lines.flatMap(({ discounts }, position) => discounts.map((one) => record(position, one))),
    ...quote.shippingDiscounts.map((one) => record(null, one)),
  ];
}
