import { joinWords, plainWords, type Words, words } from '@huoshui/contracts/words';
import type { CartAmounts } from './candidate.ts';
import { fenAwayOf, type Named, type Rejected, type RejectReason } from './explain.ts';
import type { GiftTerms, Goods, Missing, Run } from './kind.ts';
import { areApart, areRivals, type Funder, hasEnded, hasStarted, type Offer } from './offer.ts';
import type { LinesIn } from './scope-index.ts';
import type { Used } from './search.ts';

/** What is known of SKUs that may be given: how many are there, what one costs otherwise (fen), and its name. */
export type GiftFacts = ReadonlyMap<
  string,
  { readonly available: number; readonly worth: number; readonly name: string }
>;

/** So many pieces of one SKU for nothing; `wanted`: as many as the rule gives, where there are fewer. */
export type QuotedGift = GiftTerms & {
  readonly quantity: number;
  readonly wanted: number;
  /** What one costs otherwise. */
  readonly worth: number;
};

/** A rule that gives goods, with what it looked at: of each line of its scope, what it costs there. */
export type GivenGifts = Named & {
  readonly kind: string;
  readonly funder: Funder;
  readonly counts: readonly { readonly lineId: string; readonly fen: number }[];
  readonly items: readonly QuotedGift[];
};

/** Pieces that a rule gives and that are not there; `asks`: she is told before she orders without them. */
export type MissedGift = {
  readonly offerId: string;
  readonly skuId: string;
  readonly quantity: number;
  readonly asks: boolean;
};

export type GiftLayer = {
  readonly given: readonly GivenGifts[];
  readonly missed: readonly MissedGift[];
  readonly rejected: readonly Rejected[];
};

/** The cart as every discount left it. */
type Outcome = {
  readonly cart: CartAmounts;
  readonly used: readonly Used[];
  readonly linesIn: LinesIn;
  readonly now: Date;
};

/**
 * The last layer: goods given for nothing. It takes nothing off, so the search for the lowest price knows nothing of it; its
 * steps look at what the goods cost in the end (points are money). Of rules that hold each other back the one is used
 * whose gifts are worth most. What is not there is not given; where nothing of a rule is left it says so.
 * `facts` null: any number of each is there, and nobody knows what they are worth.
 */
export function giveGifts(offers: readonly Offer[], outcome: Outcome, facts: GiftFacts | null): GiftLayer {
  if (offers.length === 0) return { given: [], missed: [], rejected: [] };
  const judged = offers.map((offer) => judge(offer, outcome, facts));
  const competing = withoutWayGivers(judged.filter(({ reason }) => reason === null));
  const left = stockFor(outcome.cart, facts);
  const given: Judged[] = [];
  const rejected = judged.flatMap((one) => (one.reason === null ? [] : [asRejected(one, one.reason)]));
  const found: GivenGifts[] = [];
  const missed: MissedGift[] = [];
  for (const one of [...competing].sort(byWorth)) {
    const rival = given.find((other) => areRivals(one, other));
    const apart = rival
      ? { reason: 'not_best' as const, instead: rival.offer.id }
      : apartFrom(one, outcome.used, given);
    const items = apart ? [] : take(one, left, facts);
    if (!apart) missed.push(...missedOf(one, items));
    if (apart) rejected.push(asRejected(one, apart.reason, apart.instead));
    else if (items.length === 0) rejected.push(asRejected(one, 'gift_gone'));
    else {
      given.push(one);
      const { offer, counts, funder, named } = one;
      found.push({ ...named, kind: offer.discount.kind.kind, funder, counts, items });
    }
  }
  const waiting = judged.filter((one) => one.reason === null && !competing.includes(one));
  rejected.push(...waiting.map((one) => asRejected(one, 'not_best')));
  return { given: found.sort((a, b) => (a.offerId < b.offerId ? -1 : 1)), missed, rejected };
}

type Judged = {
  readonly offer: Offer;
  readonly stacking: Offer['stacking'];
  readonly lines: readonly number[];
  readonly named: Named;
  readonly funder: Funder;
  readonly counts: readonly { readonly lineId: string; readonly fen: number }[];
  readonly terms: readonly GiftTerms[];
  readonly worth: number;
  /** Why nothing is given whatever else is used; null: its step is reached. */
  readonly reason: RejectReason | null;
};

function judge(offer: Offer, { cart, used, linesIn, now }: Outcome, facts: GiftFacts | null): Judged {
  const { kind, values } = offer.discount;
  const lines = linesIn(offer.scope);
  const counts = lines.map((line) => ({ lineId: cart.lines[line]?.line.lineId ?? '', fen: costOf(line, cart, used) }));
  const goods = goodsOf(lines, cart, counts);
  const terms = lines.length === 0 ? [] : (kind.gives?.(values, goods) ?? []);
  const missing = lines.length === 0 ? null : kind.missing(values, goods);
  const told = missing === null ? null : { ...missing, brings: namesOf(offer, missing, goods, facts) };
  const { id: offerId, source, layer, automatic, hint, scope, stacking, funder = 'shop' } = offer;
  const named: Named = {
    offerId,
    source,
    layer,
    automatic,
    label: hint.label,
    badge: hint.badge,
    scope,
    missing: told,
    fenAway: told === null ? 0 : fenAwayOf(told, goods),
  };
  const worth = terms.reduce((sum, one) => sum + wantedOf(one) * (facts?.get(one.skuId)?.worth ?? 0), 0);
  const reason = !hasStarted(offer, now)
    ? 'not_started'
    : hasEnded(offer, now)
      ? 'ended'
      : lines.length === 0
        ? 'out_of_scope'
        : terms.length === 0
          ? 'below_threshold'
          : null;
  return { offer, stacking, lines, named, funder, counts, terms, worth, reason };
}

/** What a line costs after every discount. */
function costOf(line: number, cart: CartAmounts, used: readonly Used[]): number {
  let fen = cart.lines[line]?.unitAmount ?? 0;
  for (const part of cart.partsOf[line] ?? []) for (const { shares } of used) fen -= shares?.[part] ?? 0;
  return fen;
}

function goodsOf(lines: readonly number[], cart: CartAmounts, counts: Judged['counts']): Goods {
  const runs: Run[] = [];
  for (const line of lines) for (const part of cart.partsOf[line] ?? []) runs.push(...cart.parts.slice(part, part + 1));
  const pieces = runs.reduce((sum, { count }) => sum + count, 0);
  const base = counts.reduce((sum, { fen }) => sum + fen, 0);
  return { base, open: base, pieces, runs, picked: pieces };
}

function wantedOf({ steps }: GiftTerms): number {
  return steps.at(-1)?.quantity ?? 0;
}

/** What the next step brings, by name where it is known. */
function namesOf({ discount }: Offer, { of, need }: Missing, goods: Goods, facts: GiftFacts | null): Words {
  const at = 'fen' in need ? { ...goods, base: of } : { ...goods, pieces: of };
  const next = discount.kind.gives?.(discount.values, at) ?? [];
  const known = next.flatMap((one) => {
    const name = facts?.get(one.skuId)?.name;
    return name === undefined ? [] : [plainWords(name)];
  });
  if (known.length === 0 || known.length < next.length) return words('送赠品', 'a free gift');
  const { zh, en } = joinWords(known, words('、', ', '));
  return words(`送${zh}`, `free ${en}`);
}

/** Those that give way to a rival of higher priority leave before worth is compared. */
function withoutWayGivers(judged: readonly Judged[]): readonly Judged[] {
  const kept: Judged[] = [];
  for (const one of [...judged].sort(byPriority))
    if (!one.stacking.givesWay || !kept.some((other) => areRivals(one, other))) kept.push(one);
  return kept;
}

function byPriority(a: Judged, b: Judged): number {
  return b.stacking.priority - a.stacking.priority || (a.offer.id < b.offer.id ? -1 : 1);
}

function byWorth(a: Judged, b: Judged): number {
  return b.worth - a.worth || byPriority(a, b);
}

type Apart = { readonly reason: RejectReason; readonly instead: string | null };

/** Discounts come first: a gift that stands with nothing else is given where nothing else is used. */
function apartFrom(one: Judged, used: readonly Used[], given: readonly Judged[]): Apart | null {
  const others = [...used.map(({ candidate }) => candidate), ...given];
  const alone = one.stacking.exclusive ? others[0] : others.find(({ stacking }) => stacking.exclusive);
  const apart = alone ?? others.find((other) => areApart(one, other));
  return apart ? { reason: 'exclusive', instead: apart.offer.id } : null;
}

/** How many of each SKU are there for gifts: what she buys comes first. */
function stockFor(cart: CartAmounts, facts: GiftFacts | null): Map<string, number> {
  const left = new Map([...(facts ?? [])].map(([skuId, { available }]) => [skuId, available]));
  for (const { line } of cart.lines) {
    const there = left.get(line.skuId);
    if (there !== undefined) left.set(line.skuId, there - line.quantity);
  }
  return left;
}

function take({ terms }: Judged, left: Map<string, number>, facts: GiftFacts | null): QuotedGift[] {
  return terms.flatMap((one) => {
    const wanted = wantedOf(one);
    const there = facts === null ? wanted : (left.get(one.skuId) ?? 0);
    const quantity = Math.max(0, Math.min(wanted, there));
    left.set(one.skuId, there - quantity);
    return quantity === 0 ? [] : [{ ...one, quantity, wanted, worth: facts?.get(one.skuId)?.worth ?? 0 }];
  });
}

function missedOf({ offer, terms }: Judged, items: readonly QuotedGift[]): MissedGift[] {
  return terms.flatMap((one) => {
    const quantity = wantedOf(one) - (items.find(({ skuId }) => skuId === one.skuId)?.quantity ?? 0);
    return quantity > 0 ? [{ offerId: offer.id, skuId: one.skuId, quantity, asks: one.gone === 'ask' }] : [];
  });
}

function asRejected({ named }: Judged, reason: RejectReason, instead: string | null = null): Rejected {
  const missing = reason === 'below_threshold' ? named.missing : null;
  return { ...named, missing, fenAway: missing === null ? 0 : named.fenAway, reason, instead };
}
