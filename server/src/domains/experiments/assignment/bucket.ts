/** From (counted) up to (not counted), within 0 and 1. */
export type Range = readonly [from: number, to: number];

/** A stretch of a layer: experiments whose stretches do not meet never have the same person. */
export type Namespace = readonly [name: string, from: number, to: number];

/**
 * Where somebody lies between 0 and 1, for ever the same for the same seed: the hash of the GrowthBook specification 0.8.0, so that
 * whoever speaks it elsewhere assigns alike. Version 1 is its first one and a little uneven; the shop draws by 2. Null for a version that
 * does not exist.
 */
export function bucketOf(seed: string, value: string, version: number): number | null {
  if (version === 2) return (fnv1a(String(fnv1a(seed + value))) % 10_000) / 10_000;
  if (version === 1) return (fnv1a(value + seed) % 1000) / 1000;
  return null;
}

/** FNV-1a of 32 bits over UTF-16 units: ids and seeds are ASCII, whatever else differs from a hash over bytes. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

export function isInRange(bucket: number, [from, to]: Range): boolean {
  return bucket >= from && bucket < to;
}

export function isInNamespace(value: string, [name, from, to]: Namespace): boolean {
  const bucket = bucketOf(`__${name}`, value, 1);
  return bucket !== null && isInRange(bucket, [from, to]);
}

export function equalWeights(arms: number): number[] {
  return arms <= 0 ? [] : Array.from({ length: arms }, () => 1 / arms);
}

/**
 * A range an arm. Each arm begins where the weights before it end, and takes the share of its own that is covered: more coverage
 * later lets people in and moves nobody. Weights that do not add up to 1, or are not one an arm, count as equal.
 */
export function rangesOf(arms: number, coverage: number, weights: readonly number[] | null): Range[] {
  const covered = Math.min(1, Math.max(0, coverage));
  const sum = weights?.reduce((all, weight) => all + weight, 0) ?? 0;
  const used = weights && weights.length === arms && sum >= 0.99 && sum <= 1.01 ? weights : equalWeights(arms);
  let begins = 0;
  return used.map((weight) => {
    const from = begins;
    begins += weight;
    return [from, from + covered * weight];
  });
}

/** The arm whose range holds it, by its place; −1 where none does. */
export function armAt(bucket: number, ranges: readonly Range[]): number {
  return ranges.findIndex((range) => isInRange(bucket, range));
}
