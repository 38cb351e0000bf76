/** The options of a product and a row for each combination, while they are edited. Pure. */
export type OptionValues = { readonly name: string; readonly values: readonly string[] };

/** Fen or pieces; nothing yet; or text that is no number, as it was typed. */
export type Amount = number | string | null;

export type SkuValues = {
  readonly id?: string;
  readonly code: string;
  readonly values: readonly string[];
  readonly price: Amount;
  readonly memberPrice: Amount;
  readonly listPrice: Amount;
  readonly costPrice: Amount;
  readonly image: string | null;
  readonly onHand: Amount;
  /** Grams of a piece. */
  readonly weight: Amount;
};

export const mostSkus = 100;

export const emptySku = (values: readonly string[]): SkuValues => ({
  code: '',
  values,
  price: null,
  memberPrice: null,
  listPrice: null,
  costPrice: null,
  image: null,
  onHand: 0,
  weight: null,
});

/** All combinations, the last option turning fastest; an option without values does not count yet. */
export function combinations(options: readonly OptionValues[]): readonly (readonly string[])[] {
  return options
    .filter((option) => option.values.length > 0)
    .reduce<readonly (readonly string[])[]>(
      (rows, option) => rows.flatMap((row) => option.values.map((value) => [...row, value])),
      [[]],
    );
}

/**
 * The rows for changed options: a combination that was there keeps its row (id, price, stock). When an option is added,
 * its first value inherits the row it grew from, so that prices typed before are not lost.
 */
export function matchSkus(options: readonly OptionValues[], before: readonly SkuValues[]): readonly SkuValues[] {
  const taken = new Set<SkuValues>();
  const wanted = combinations(options);
  const exact = wanted.map((values) => claim(before, taken, (sku) => same(sku.values, values)));
  return wanted.map((values, index) => {
    const kept =
      exact[index] ?? claim(before, taken, (sku) => isPart(sku.values, values) || isPart(values, sku.values));
    return kept === undefined ? { ...emptySku(values), price: before[0]?.price ?? null } : { ...kept, values };
  });
}

/** The first row's prices in every row that has none. */
export function fillDown(skus: readonly SkuValues[]): readonly SkuValues[] {
  const [first] = skus;
  if (first === undefined) return skus;
  const { price, memberPrice, listPrice, costPrice, onHand } = first;
  return skus.map((sku) => ({
    ...sku,
    price,
    memberPrice,
    listPrice,
    costPrice,
    onHand: sku.id === undefined ? onHand : sku.onHand,
  }));
}

function claim(
  rows: readonly SkuValues[],
  taken: Set<SkuValues>,
  fits: (sku: SkuValues) => boolean,
): SkuValues | undefined {
  const found = rows.find((row) => !taken.has(row) && fits(row));
  if (found !== undefined) taken.add(found);
  return found;
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);
const isPart = (part: readonly string[], whole: readonly string[]): boolean =>
  part.length < whole.length && part.every((value) => whole.includes(value));
