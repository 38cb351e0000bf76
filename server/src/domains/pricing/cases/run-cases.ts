import type { Draft, Problem } from '@huoshui/contracts/form';
import { initialValues } from '@huoshui/contracts/form-values';
import { Value } from '@sinclair/typebox/value';
import { checkForm } from '../../../platform/form/check.ts';
import type { DiscountKind } from '../kind.ts';
import { memberPrices } from '../member-price.ts';
import type { Offer } from '../offer.ts';
import { asOffer, promotionForm, readPromotion } from '../promotion.ts';
import { type Quote, quote } from '../quote.ts';
import type { QuoteLine } from '../unit-price.ts';
import { type CaseCoupon, type QuoteCase, QuoteCases } from './case.ts';
import { type Difference, differences } from './compare.ts';

/** What a case needs of the house: its kinds, and how a coupon's values are an offer. */
export type CaseHouse = {
  readonly kinds: readonly DiscountKind[];
  readonly asCoupon: (coupon: CaseCoupon, now: Date) => { readonly offer: Offer } | { readonly problem: Problem };
};

export type CaseResult = {
  readonly case: string;
  /** null where the case cannot be quoted; `differences` says why. */
  readonly quote: Quote | null;
  readonly differences: readonly Difference[];
};

/** A rule or a coupon that its form refuses, by where it stands in the case. */
class CaseError extends Error {
  readonly at: string;

  constructor(at: string, message: string) {
    super(message);
    this.at = at;
  }
}

/**
 * Quotes cases by the engine that the shop uses, without a shop: nothing is read from anywhere.
 * @throws Error where the file is none of cases: it says which field
 */
export function runCases(house: CaseHouse, json: unknown): CaseResult[] {
  return read(json).map((one) => {
    try {
      const quoted = quoteCase(house, one);
      return { case: one.name, quote: quoted, differences: differences(one.expected ?? {}, quoted) };
    } catch (error) {
      if (!(error instanceof CaseError || error instanceof RangeError)) throw error;
      const at = error instanceof CaseError ? error.at : 'lines';
      return { case: one.name, quote: null, differences: [{ at, expected: 'a quote', actual: error.message }] };
    }
  });
}

/** A file is `{ cases: [...] }`, a bare list, or one case. */
function read(json: unknown): QuoteCase[] {
  const file = Array.isArray(json) ? { cases: json } : isOne(json) ? { cases: [json] } : json;
  if (Value.Check(QuoteCases, file)) return file.cases;
  const [error] = Value.Errors(QuoteCases, file);
  throw new Error(`no file of cases: ${error?.path ?? ''} ${error?.message ?? ''}`);
}

function isOne(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'lines' in json;
}

function quoteCase({ kinds, asCoupon }: CaseHouse, one: QuoteCase): Quote {
  const now = new Date(one.now);
  const lines = one.lines.map(asLine);
  const rules = (one.rules ?? []).map((rule, at) => ruleOffer(kinds, rule, at));
  const coupons = (one.wallet?.coupons ?? []).map((coupon, at) => {
    const read = asCoupon(coupon, now);
    if ('problem' in read) throw refused(`wallet.coupons.${at}.values`, read.problem);
    return read.offer;
  });
  const { freight = null } = one;
  return quote({
    lines,
    offers: [...rules, ...coupons],
    prices: one.member === null ? [] : memberPrices(lines),
    shipping: freight && { fee: freight.fee, freeFrom: freight.freeFrom ?? null, base: 'current' },
    now,
    gifts:
      one.gifts === undefined
        ? null
        : new Map(
            one.gifts.map(({ sku, stock, price = 0, name = sku }) => [sku, { available: stock, worth: price, name }]),
          ),
    ...(one.chosen
      ? {
          chosen: coupons
            .filter(({ id }) => one.chosen?.includes(id))
            .map(({ source, id }) => ({ source, offerId: id })),
        }
      : {}),
  });
}

/** One line a SKU, as a cart has it: the line is called by it. */
function asLine({
  sku,
  product = sku,
  unitPrice,
  memberPrice = null,
  quantity,
  category = [],
}: QuoteCase['lines'][number]): QuoteLine {
  const categoryIds = typeof category === 'string' ? [category] : category;
  return { lineId: sku, skuId: sku, productId: product, categoryIds, quantity, listPrice: unitPrice, memberPrice };
}

type Rule = NonNullable<QuoteCase['rules']>[number];

function ruleOffer(kinds: readonly DiscountKind[], rule: Rule, at: number): Offer {
  const kind = kinds.find((one) => one.kind === rule.kind);
  if (!kind) {
    const known = kinds.map((one) => one.kind).join(', ');
    throw new CaseError(`rules.${at}.kind`, `no such kind: ${rule.kind}. Known: ${known}`);
  }
  const form = promotionForm(kind);
  const scope = kind.goods ? {} : { scope: everything };
  const given: Draft = { ...initialValues(form.fields), ...scope, name: kind.words.zh, ...rule.values };
  const checked = checkForm(form, given);
  if (!checked.ok) throw refused(`rules.${at}.values`, checked.problems[0]);
  return asOffer(
    {
      id: rule.id ?? `rule-${at + 1}`,
      kind: rule.kind,
      ...readPromotion(kind, checked.values),
      startsAt: new Date(rule.startsAt ?? 0),
      endsAt: new Date(rule.endsAt ?? forever),
      endedAt: null,
    },
    kind,
  );
}

function refused(at: string, problem: Problem | undefined): CaseError {
  return new CaseError(problem?.at ? `${at}.${problem.at}` : at, `${problem?.words.zh} ${problem?.words.en}`);
}

const everything = { kind: 'all', ids: [], exceptProductIds: [] };
const forever = '9999-01-01T00:00:00Z';
