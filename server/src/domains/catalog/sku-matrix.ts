import { catalogErrors } from './errors.ts';

export type OptionInput = { readonly name: string; readonly values: readonly string[] };
export type SkuInput = {
  readonly id?: string | undefined;
  readonly code?: string | undefined;
  readonly values: readonly string[];
  readonly price: number;
  readonly memberPrice?: number | null | undefined;
  readonly listPrice?: number | null | undefined;
  readonly costPrice?: number | null | undefined;
  readonly image?: string | null | undefined;
  readonly weight?: number | null | undefined;
  readonly onHand?: number | undefined;
};

/** The SKUs of a product must fit its options, differ from one another, and have prices in a sane order. */
export function checkSkus(options: readonly OptionInput[], skus: readonly SkuInput[]): void {
  const seen = new Set<string>();
  const codes = new Set<string>();
  for (const [index, sku] of skus.entries()) {
    const values = sku.values.join(' / ');
    const fits =
      sku.values.length === options.length && options.every((o, at) => o.values.includes(sku.values[at] ?? ''));
    if (!fits) throw catalogErrors.error('options_mismatch', { values });
    if (seen.has(keyOf(sku.values))) throw catalogErrors.error('sku_repeated', { values });
    seen.add(keyOf(sku.values));
    if (sku.code && codes.has(sku.code)) throw catalogErrors.error('code_taken', { code: sku.code, index });
    if (sku.code) codes.add(sku.code);
    if ((sku.memberPrice ?? 0) > sku.price) throw catalogErrors.error('member_price_too_high', { index });
    if (sku.listPrice && sku.listPrice < sku.price) throw catalogErrors.error('list_price_too_low', { index });
  }
}

/** One text for one combination of option values. */
export function keyOf(values: readonly string[]): string {
  return JSON.stringify(values);
}
