import type { ShippingRule, ShippingStep } from '../shipping.ts';
import { areaFor, type Place } from './place.ts';
import type { FreightArea, FreightTemplate } from './template.ts';

/** A line as freight sees it. `weight`: grams of one piece. */
export type FreightLine = {
  readonly skuId: string;
  readonly quantity: number;
  readonly weight: number | null;
  readonly freightTemplateId: string | null;
};
/** The shop's own terms, for what has no template: one fee, whatever is in it. */
export type ShopTerms = { readonly fee: number; readonly freeFrom: number | null };
export type Freight = { readonly rule: ShippingRule; readonly undeliverable: readonly string[] };

/** One template's part of an order: its fee by itself, its fee when the first portion is charged elsewhere, and from where it is free. */
type Part = { readonly alone: number; readonly further: number; readonly freeFrom: number | null };

/**
 * What sending these lines costs, by how much is left to pay for goods. Several templates in one order are charged the
 * first fee once, the highest of them; everything else costs what its template asks for further pieces. What is free by
 * its threshold is in no sum. Pure; fen.
 */
export function freightOf(
  lines: readonly FreightLine[],
  templates: ReadonlyMap<string, FreightTemplate>,
  shop: ShopTerms,
  place: Place | null,
): Freight {
  const undeliverable: string[] = [];
  const byTemplate = new Map<FreightTemplate | null, FreightLine[]>();
  for (const line of lines) {
    // A template that was removed leaves its products to the shop's own terms.
    const template = templates.get(line.freightTemplateId ?? '') ?? null;
    if (template !== null && areaFor(template, place) === null) undeliverable.push(line.skuId);
    else byTemplate.set(template, [...(byTemplate.get(template) ?? []), line]);
  }
  const parts = [...byTemplate].flatMap(([template, some]): Part[] => {
    if (template === null) return [{ alone: shop.fee, further: 0, freeFrom: shop.freeFrom }];
    const area = areaFor(template, place);
    return area === null ? [] : [partOf(template, area, some)];
  });
  return { rule: ruleOf(parts), undeliverable };
}

function partOf({ by }: FreightTemplate, area: FreightArea, lines: readonly FreightLine[]): Part {
  // In thousandths of a piece, or grams: whole numbers, whatever the form's decimals.
  const amount = lines.reduce(
    (sum, { quantity, weight }) => sum + quantity * (by === 'piece' ? 1000 : (weight ?? 0)),
    0,
  );
  const [first, more] = [Math.round(area.first * 1000), Math.round(area.more * 1000)];
  const fees = (over: number) => Math.ceil(Math.max(0, over) / more) * area.moreFee;
  return { alone: area.firstFee + fees(amount - first), further: fees(amount), freeFrom: area.freeFrom };
}

/** The fee falls at each threshold; it never rises, which the search for the best combination relies on. */
function ruleOf(parts: readonly Part[]): ShippingRule {
  const thresholds = [...new Set(parts.flatMap(({ freeFrom }) => freeFrom ?? []))].sort((a, b) => a - b);
  const feeAt = (goods: number) => together(parts.filter(({ freeFrom }) => freeFrom === null || goods < freeFrom));
  const free = thresholds.find((from) => feeAt(from) === 0) ?? null;
  const between: ShippingStep[] = thresholds
    .filter((from) => free === null || from < free)
    .map((from) => ({ from, fee: feeAt(from) }));
  const fee = feeAt(-1);
  return { fee, freeFrom: fee === 0 ? null : free, base: 'current', ...(between.length > 0 ? { between } : {}) };
}

function together(parts: readonly Part[]): number {
  if (parts.length === 0) return 0;
  const further = parts.reduce((sum, part) => sum + part.further, 0);
  return further + Math.max(...parts.map((part) => part.alone - part.further));
}
