import { bothOf, type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { newId } from '../../../platform/ids.ts';
import type { SkuFacts } from '../../catalog/index.ts';
import {
  type Application,
  type Claim,
  type GivenGifts,
  type OfferRef,
  type Quote,
  type QuotedGift,
  quoted,
} from '../../pricing/index.ts';
import type { AddressFields } from '../address.ts';
import { sealAddress } from '../address.ts';
import { orderGift } from '../gift.ts';
import type { DeliverySlot, SlotAsk } from '../own-delivery/slot.ts';
import type { Pickup, PickupAsk } from '../pickup/pickup.ts';
import type { Buyer, Priced, PriceQuestion, Wanted } from '../price.ts';
import type { StockStore, WantedGift } from './decide.ts';

/** What a shopper asks for at checkout. */
export type CheckoutAsk = Buyer &
  Pick<PriceQuestion, 'collects' | 'brought' | 'play'> & {
    readonly key: string | null;
    /** A hash of all that was asked: the same key with another hash is refused. */
    readonly hash: string;
    readonly lines: readonly Wanted[];
    readonly chosen?: readonly OfferRef[] | undefined;
    readonly points?: number | undefined;
    /** She orders though a gift of a rule that asks is gone. */
    readonly withoutGifts?: boolean;
    /** Null where nothing is sent. */
    readonly addressId: string | null;
    readonly pickup?: PickupAsk | undefined;
    readonly slot?: SlotAsk | undefined;
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
  /** What is given with it, each a line after those that are paid; as many as were there when it was priced. */
  readonly gifts: readonly DraftGift[];
  readonly missed: readonly Wanted[];
  readonly skus: ReadonlyMap<string, SkuFacts>;
  readonly payable: number;
  readonly claims: readonly DraftClaim[];
  readonly row: OrderRecord;
  readonly lineRows: readonly LineRecord[];
  readonly applications: readonly ApplicationRecord[];
  readonly pickup: PickupRecord | null;
  /** Whose stock it takes from; null: the shop's. */
  readonly stockStore: StockStore | null;
  /** When the shop brings it itself. */
  readonly slot: DeliverySlot | null;
};

type DraftGift = WantedGift & { readonly position: number };

/** What it claims, and from whom. */
type DraftClaim = OfferRef & Pick<Claim, 'saving' | 'pieces' | 'spent'>;

/** Columns of orders.placed, orders.line and orders.application, by their names. */
export type OrderRecord = ReturnType<typeof orderRecord>;
export type LineRecord = ReturnType<typeof lineRecords | typeof giftRecords>[number];
export type ApplicationRecord = ReturnType<typeof applicationRecords>[number];
export type PickupRecord = ReturnType<typeof pickupRecord>;
/** Where it goes: to an address, by whoever brings it, or nowhere, and she comes. */
export type Goal = {
  readonly address: AddressFields;
  readonly pickup: Pickup | null;
  readonly slot: DeliverySlot | null;
};

export function draftOrder(ctx: Ctx, ask: CheckoutAsk, priced: Priced, goal: Goal, number: string): Draft {
  const id = newId('ord');
  const { quote, skus } = priced;
  return {
    id,
    ask,
    lines: quote.lines.map(({ skuId, quantity }) => ({ skuId, quantity })),
    gifts: giftsOf(quote).map(({ item }, at) => ({
      skuId: item.skuId,
      quantity: item.quantity,
      asks: item.gone === 'ask' && ask.withoutGifts !== true,
      position: quote.lines.length + at,
    })),
    missed: quote.missedGifts.map(({ skuId, quantity }) => ({ skuId, quantity })),
    skus,
    payable: quote.totals.payable,
    claims: claimsOf(quote),
    row: orderRecord(ctx, id, ask, priced, goal, number),
    lineRows: [...lineRecords(id, priced), ...giftRecords(id, priced)],
    applications: applicationRecords(id, quote),
    pickup: goal.pickup === null ? null : pickupRecord(id, goal.pickup),
    stockStore: stockStoreOf(goal),
    slot: goal.slot,
  };
}

/** The same order with as many of its gifts as there are now. */
export function withGifts(draft: Draft, given: readonly number[]): Draft {
  const less = draft.gifts.flatMap((gift, at) => {
    const quantity = given[at] ?? 0;
    return quantity < gift.quantity ? [{ ...gift, quantity }] : [];
  });
  if (less.length === 0) return draft;
  const now = new Map(less.map((gift) => [gift.position, gift.quantity]));
  const left = <T extends { readonly position: number; readonly quantity: number }>(rows: readonly T[]): T[] =>
    rows.map((row) => ({ ...row, quantity: now.get(row.position) ?? row.quantity })).filter((row) => row.quantity > 0);
  const lost = draft.gifts.map(({ skuId, quantity, position }) => ({
    skuId,
    quantity: quantity - (now.get(position) ?? quantity),
  }));
  const missed = [...draft.missed, ...lost.filter(({ quantity }) => quantity > 0)];
  return { ...draft, gifts: left(draft.gifts), lineRows: left(draft.lineRows), missed };
}

/** What she is told of gifts that were not there any more; null: nothing is missing. */
export function missedWords({ missed, skus }: Pick<Draft, 'missed' | 'skus'>): Words | null {
  if (missed.length === 0) return null;
  const named = missed.map(({ skuId, quantity }) => `${skus.get(skuId)?.name ?? ''} × ${quantity}`);
  return words(`赠品已送完，未随单赠送：${named.join('、')}`, `Gifts that were gone: ${named.join(', ')}`);
}

function giftsOf({ gifts }: Quote): { rule: GivenGifts; item: QuotedGift }[] {
  return gifts.flatMap((rule) => rule.items.map((item) => ({ rule, item })));
}

function orderRecord(ctx: Ctx, id: string, ask: CheckoutAsk, priced: Priced, goal: Goal, number: string) {
  const { quote, skus } = priced;
  const view = quoted.present(quote);
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
    offers: quoted.offers(quote).map(({ source, offerId, amount }) => ({ source, offerId, amount })),
    address_sealed: sealAddress(ctx, goal.address),
    store_id: goal.pickup?.storeId ?? null,
    stock_store_id: stockStoreOf(goal)?.id ?? null,
    area_id: goal.slot?.areaId ?? null,
    area_name: goal.slot?.areaName ?? null,
    slot_from: goal.slot?.from ?? null,
    slot_to: goal.slot?.to ?? null,
    note: ask.note,
    request_key: ask.key,
    request_hash: ask.hash,
  };
}

function stockStoreOf({ pickup }: Goal): StockStore | null {
  return pickup?.keepsStock ? { id: pickup.storeId, name: pickup.storeName } : null;
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
      ...goodsOf(sku),
      product_id: line.productId,
      quantity: line.quantity,
      unit_price: line.listPrice,
      payable: line.payable,
      ...unitsOf(line),
      discounts: line.discounts.map(({ label, amount }) => ({ label, amount })),
      gift: null,
    };
  });
}

/** What is given stands after what is paid: nothing to pay, nothing taken off, and the rule that gave it. */
function giftRecords(orderId: string, { quote, skus }: Priced) {
  return giftsOf(quote).map(({ rule, item }, at) => {
    const sku = skus.get(item.skuId);
    return {
      order_id: orderId,
      position: quote.lines.length + at,
      sku_id: item.skuId,
      ...goodsOf(sku),
      quantity: item.quantity,
      unit_price: 0,
      payable: 0,
      unit_amount: 0,
      plus_one_units: 0,
      pieces: null,
      discounts: [],
      gift: orderGift(rule, item, quote.lines),
    };
  });
}

function goodsOf(sku: SkuFacts | undefined) {
  return {
    product_id: sku?.productId ?? '',
    category_id: sku?.categoryId ?? null,
    name: sku?.name ?? '',
    option_values: sku?.values ?? [],
    image: sku?.image ?? null,
  };
}

/** Each rule on each line in the order in which it was taken off, and what offers took off the shipping fee. */
function applicationRecords(orderId: string, quote: Quote) {
  // Points pay last.
  const used = [...quote.unitPrices, ...quote.applied, ...(quote.points ? [quote.points] : [])].map(
    ({ source, offerId }) => `${source} ${offerId}`,
  );
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
