/** What a file says of one product and some of its SKUs; what it does not say is absent and stays as it is. */
export type GoodsDraft = {
  readonly name?: string | undefined;
  /** By name, or by its names from above: `水果/苹果`. */
  readonly category?: string | undefined;
  readonly subtitle?: string | undefined;
  readonly origin?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly skus: readonly SkuDraft[];
};

/** Prices in fen, weight in grams. */
export type SkuDraft = {
  /** Names the SKU for good. */
  readonly code: string;
  /** Absent: as it is; none: the product has no variants. */
  readonly spec?: readonly SpecPart[] | undefined;
  readonly price?: number | undefined;
  readonly memberPrice?: number | undefined;
  readonly listPrice?: number | undefined;
  readonly costPrice?: number | undefined;
  readonly weight?: number | undefined;
  /** Of a SKU that is new: what is there already is corrected by hand, where it is seen what orders hold. */
  readonly onHand?: number | undefined;
};

/** `颜色:红` has a name, `红` has none. */
export type SpecPart = { readonly name: string | null; readonly value: string };
