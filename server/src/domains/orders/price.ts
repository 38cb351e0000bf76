import { MOST_FEN } from '@huoshui/contracts/contract';
import { placeText } from '@huoshui/contracts/place';
import type { Ctx } from '../../platform/ctx.ts';
import type { DomainError } from '../../platform/errors.ts';
import { findSkus, type SkuFacts } from '../catalog/index.ts';
import { addresses } from '../members/index.ts';
import {
  type FoundOffers,
  findOffers,
  freight,
  type Offer,
  type OfferQuestion,
  type OfferRef,
  type OfferSource,
  type Place,
  type PlayAsk,
  type Quote,
  type QuoteLine,
  quote,
} from '../pricing/index.ts';
import { areas, type DeliveryArea } from '../stores/index.ts';
import { orderErrors } from './errors.ts';
import { notOnSale } from './off-sale.ts';
import { broughtTo } from './own-delivery/slot.ts';

/** Who buys, and from which app, where one asks. */
export type Buyer = { readonly memberId: string; readonly personNo: number; readonly app: string | null };
export type Wanted = { readonly skuId: string; readonly quantity: number };
export type PriceQuestion = Buyer & {
  readonly lines: readonly Wanted[];
  /** Offers to spend (coupons). Absent: the best ones; []: none. */
  readonly chosen?: readonly OfferRef[] | undefined;
  /** How many points she wants to pay with. */
  readonly points?: number | undefined;
  /** She fetches it at a store: nothing is sent. */
  readonly collects?: boolean | undefined;
  /** The shop brings it itself, in a slot. */
  readonly brought?: boolean | undefined;
  /** Where she buys; the shop unless said otherwise. */
  readonly channel?: string;
  /** At the price of an activity. */
  readonly play?: PlayAsk | undefined;
};
/** Where each question's order goes; null where nobody knows. Asked only when freight has to know. */
export type Places = () => Promise<readonly (Place | null)[]>;
/** Whether it can be sent: to where, and what of it cannot. */
export type Delivery = {
  readonly to: Place | null;
  readonly undeliverable: readonly string[];
  /** Not enough of it to send, and enough at a store. */
  readonly onlyAtStores: readonly string[];
  /** All of it may be collected at a store. */
  readonly collectable: boolean;
  /** Of an order that the shop brings: the area it goes to; null: it goes to none. */
  readonly area: DeliveryArea | null;
};
export type Priced = {
  readonly ok: true;
  readonly quote: Quote;
  readonly skus: ReadonlyMap<string, SkuFacts>;
  readonly delivery: Delivery;
};
export type PriceAnswer = Priced | { readonly ok: false; readonly error: DomainError };

/** What each question costs now. Reads are by set: SKUs and terms once for all, offers once a buyer and source. */
export async function priceAll(
  ctx: Ctx,
  sources: readonly OfferSource[],
  questions: readonly PriceQuestion[],
  places: Places = async () => usualPlaces(ctx, questions),
): Promise<PriceAnswer[]> {
  const merged = questions.map((question) => mergeLines(question.lines));
  const finding = findSkus(
    ctx,
    merged.flat().map((line) => line.skuId),
  );
  const [skus, freightTerms] = await Promise.all([
    finding,
    freight.terms(
      ctx,
      finding.then((found) => [...found.values()]),
    ),
  ]);
  const someBrought = questions.some(({ brought }) => brought);
  const to = freightTerms.templates.size > 0 || someBrought ? await places() : [];
  const open = someBrought ? await areas.open(ctx) : [];
  const now = ctx.now();
  const errors = merged.map((lines) => refusal(lines, skus));
  const asked = questions.flatMap(({ memberId, personNo, app, chosen, points, play, channel = 'shop' }, at) => {
    const context: OfferQuestion['context'] = { channel, app, chosen: chosen ?? 'best', points, play };
    const lines = (merged[at] ?? []).flatMap((line) => asQuoteLine(line, skus));
    return errors[at] ? [] : [{ at, memberId, personNo, now, lines, context }];
  });
  const found = await findOffers(ctx, sources, asked);
  const given = await findGiven(ctx, found);
  const answers = errors.map((error): PriceAnswer | null => (error === null ? null : { ok: false, error }));
  for (const [index, { at, lines, context }] of asked.entries()) {
    const terms = found[index] ?? nothing;
    const { offers, prices, points } = terms;
    const { chosen } = context;
    const error =
      refusePlay(questions[at], terms, lines) ?? (chosen === 'best' ? null : refuseChosen(chosen, offers, sources));
    const collects = questions[at]?.collects === true;
    const place = collects ? null : (to[at] ?? null);
    const sent = (merged[at] ?? []).flatMap((line) => asFreightLine(line, skus));
    const kept = sent.filter(({ skuId }) => skus.get(skuId)?.pickup === false).map(({ skuId }) => skuId);
    const brought = questions[at]?.brought
      ? broughtTo(
          open,
          place,
          sent.map(({ skuId }) => skuId),
        )
      : null;
    const { rule: shipping, undeliverable } = collects
      ? { rule: nothingSent, undeliverable: kept }
      : (brought ?? freight.of(freightTerms, sent, place));
    const aside = sources.some(({ name, setsAside }) => name === terms.alone && setsAside);
    const onlyAtStores =
      collects || aside
        ? []
        : (merged[at] ?? []).filter((line) => isOnlyAtStores(line, skus)).map(({ skuId }) => skuId);
    const area = brought?.area ?? null;
    const delivery = { to: place, undeliverable, onlyAtStores, collectable: kept.length === 0, area };
    answers[at] = error
      ? { ok: false, error }
      : {
          ok: true,
          skus: given.size === 0 ? skus : new Map([...given, ...skus]),
          delivery,
          quote: quote({ lines, offers, prices, points, shipping, now, chosen, gifts: factsOf(given) }),
        };
  }
  // An error is made where there is one: each takes its stack along.
  return answers.map((answer) => answer ?? { ok: false, error: orderErrors.error('not_found') });
}

/** The price of one cart, or the error that says why there is none. */
export async function priceOne(
  ctx: Ctx,
  sources: readonly OfferSource[],
  question: PriceQuestion,
  places?: Places,
): Promise<Priced> {
  const [answer] = await priceAll(ctx, sources, [question], places);
  if (!answer?.ok) throw answer?.error ?? orderErrors.error('not_found');
  return answer;
}

/** Said before she pays: what of the order is not sent to where it goes, or cannot be collected. */
export function notDeliverable(
  { delivery: { to, undeliverable }, skus }: Priced,
  { collects = false, brought = false }: Pick<PriceQuestion, 'collects' | 'brought'>,
): DomainError | null {
  const [first] = undeliverable;
  if (first === undefined) return null;
  if (brought) return orderErrors.error('not_in_area', { place: to === null ? '' : placeText(to) });
  if (collects) return orderErrors.error('not_collectable', { skuId: first, name: skus.get(first)?.name ?? '' });
  const more = undeliverable.length - 1;
  const name = skus.get(first)?.name ?? '';
  const place = to === null ? '' : placeText(to);
  return orderErrors.error(more > 0 ? 'not_deliverable_several' : 'not_deliverable', {
    skuId: first,
    name,
    place,
    more,
  });
}

/** Until she says where it goes, where she usually has it sent. */
async function usualPlaces(ctx: Ctx, buyers: readonly Buyer[]): Promise<(Place | null)[]> {
  const usual = await addresses.usual(
    ctx,
    buyers.map(({ memberId }) => memberId),
  );
  return buyers.map(({ memberId }) => usual.get(memberId) ?? null);
}

const nothingSent: ReturnType<typeof freight.of>['rule'] = { fee: 0, freeFrom: null, base: 'current' };

const nothing: FoundOffers = { offers: [], prices: [], points: null, alone: null, collected: false, refused: null };

/** The SKUs that rules may give, whether on sale or not; no statement where no rule gives any. */
async function findGiven(ctx: Ctx, found: readonly FoundOffers[]): Promise<ReadonlyMap<string, SkuFacts>> {
  const ids = new Set(found.flatMap(({ offers }) => offers.flatMap(({ gives = [] }) => gives)));
  return ids.size === 0 ? new Map() : findSkus(ctx, [...ids]);
}

function factsOf(given: ReadonlyMap<string, SkuFacts>) {
  return new Map([...given].map(([id, { available, price: worth, name }]) => [id, { available, worth, name }]));
}

/**
 * Who orders in an activity has its price on every piece, or no order: what it promises hangs on its claim, and only a price that is
 * used is claimed. Why it has none for her, its source says.
 */
function refusePlay(
  { play, collects, brought }: Pick<PriceQuestion, 'play' | 'collects' | 'brought'> = {},
  { alone, refused, prices, collected }: FoundOffers,
  lines: readonly QuoteLine[],
): DomainError | null {
  if (refused !== null) return refused;
  if (play === undefined) return null;
  if (alone === null) return orderErrors.error('no_such_offer');
  if (collected && !collects) return orderErrors.error('play_collected_only');
  // A time that was chosen would pass while the order waits.
  if (!collected && (collects || brought)) return orderErrors.error('play_sent_only');
  const hers = (line: QuoteLine) => prices.some(({ skuId, price }) => skuId === line.skuId && price < line.listPrice);
  return lines.every(hers) ? null : orderErrors.error('play_not_lower');
}

/** A chosen offer that its source does not have for her: the source says why, in its own words. */
function refuseChosen(
  chosen: readonly OfferRef[],
  offers: readonly Offer[],
  sources: readonly OfferSource[],
): DomainError | null {
  const missing = chosen.find(
    (ref) => !offers.some(({ id, source, automatic }) => id === ref.offerId && source === ref.source && !automatic),
  );
  if (!missing) return null;
  const { source, offerId } = missing;
  const gone = sources.find(({ name }) => name === source)?.gone;
  return gone ? gone(offerId) : orderErrors.error('no_such_offer', { source, offerId });
}

/** One line a SKU, in the order in which they came. */
function mergeLines(lines: readonly Wanted[]): Wanted[] {
  const quantities = new Map<string, number>();
  for (const { skuId, quantity } of lines) quantities.set(skuId, (quantities.get(skuId) ?? 0) + quantity);
  return [...quantities].map(([skuId, quantity]) => ({ skuId, quantity }));
}

/** Off sale or not yet on it, more of a product than one order may have, or more than an order and WeChat's `total` can hold. Stock is looked at where it is reserved. */
function refusal(lines: readonly Wanted[], skus: ReadonlyMap<string, SkuFacts>): DomainError | null {
  const ofProduct = new Map<string, number>();
  let amount = 0;
  for (const { skuId, quantity } of lines) {
    const sku = skus.get(skuId);
    if (!sku?.onSale) return notOnSale(skuId, sku);
    const units = (ofProduct.get(sku.productId) ?? 0) + quantity;
    ofProduct.set(sku.productId, units);
    if (sku.limitPerOrder !== null && units > sku.limitPerOrder) {
      return orderErrors.error('limit_reached', { skuId, name: sku.name, limit: sku.limitPerOrder });
    }
    amount += sku.price * quantity;
  }
  return amount > MOST_FEN ? orderErrors.error('too_much', { most: MOST_FEN / 100 }) : null;
}

/** The shop has too few of it to send, and a store enough to hand out. */
export function isOnlyAtStores({ skuId, quantity }: Wanted, skus: ReadonlyMap<string, SkuFacts>): boolean {
  const { available = 0, atStores = 0 } = skus.get(skuId) ?? {};
  return available < quantity && atStores >= quantity;
}

function asFreightLine({ skuId, quantity }: Wanted, skus: ReadonlyMap<string, SkuFacts>) {
  const sku = skus.get(skuId);
  return sku ? [{ skuId, quantity, weight: sku.weight, freightTemplateId: sku.freightTemplateId }] : [];
}

function asQuoteLine(line: Wanted, skus: ReadonlyMap<string, SkuFacts>): QuoteLine[] {
  const sku = skus.get(line.skuId);
  if (!sku) return [];
  const { productId, categoryIds, price, memberPrice } = sku;
  return [
    { lineId: sku.id, skuId: sku.id, productId, categoryIds, quantity: line.quantity, listPrice: price, memberPrice },
  ];
}
