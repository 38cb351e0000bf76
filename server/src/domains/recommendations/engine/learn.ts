import type { Parameters } from './parameters.ts';
import type { Profiles } from './profiles.ts';

/** What all shoppers together say of each of the goods. */
export type Model = {
  readonly items: number;
  /** Of everybody, who has it, the latest counting most: a share of all shoppers. */
  readonly popular: Float64Array;
  /** How often it is bought again by those who have it, against the whole shop's average (1). */
  readonly again: Float64Array;
  /** `starts[item]` to `starts[item + 1]`: what those buy who have the item, the closest first, and how close (a share of them). */
  readonly companions: { readonly starts: Uint32Array; readonly item: Uint32Array; readonly share: Float32Array };
};

/** An older purchase counts as one of so many baskets ago. */
const AGES = 256;

/** So many goods are looked at between two breaths: a shop that serves meanwhile stops for some milliseconds. */
const A_BREATH = 20_000;

/**
 * Learns from everybody's profiles. `breathe` is awaited between parts of some milliseconds, so that a process serves meanwhile; the result is the same.
 */
export async function learn(
  profiles: Profiles,
  items: number,
  parameters: Parameters,
  breathe: () => Promise<void> = async () => undefined,
): Promise<Model> {
  const { popular, again } = sums(profiles, items, parameters);
  await breathe();
  const companions = await findCompanions(profiles, items, popular, parameters, breathe);
  return { items, popular, again, companions };
}

function sums(
  { rows, starts, baskets, item, count, first, last }: Profiles,
  items: number,
  { habit, habitPrior, fashion }: Parameters,
): Pick<Model, 'popular' | 'again'> {
  const popular = new Float64Array(items);
  const bought = new Float64Array(items);
  const chances = new Float64Array(items);
  for (let row = 0; row < rows; row += 1) {
    const n = baskets[row] ?? 0;
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at += 1) {
      const one = item[at] ?? 0;
      popular[one] = (popular[one] ?? 0) + fashion ** (n - 1 - (last[at] ?? 0));
      bought[one] = (bought[one] ?? 0) + (count[at] ?? 1) - 1;
      chances[one] = (chances[one] ?? 0) + n - 1 - (first[at] ?? 0);
    }
  }
  const shop = sum(bought) / Math.max(1, sum(chances)) || 1;
  const again = new Float64Array(items);
  for (let one = 0; one < items; one += 1) {
    popular[one] = (popular[one] ?? 0) / Math.max(1, rows);
    const share = ((bought[one] ?? 0) + habitPrior * shop) / ((chances[one] ?? 0) + habitPrior);
    again[one] = (share / shop) ** habit;
  }
  return { popular, again };
}

const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0);

/**
 * For each of the goods, over everybody who has it: what else she has, the latest counting most, and the less the more goods she has. The whole of the
 * shop's goods is one scratch array, walked only where somebody wrote: 5 million lines take seconds, and the result is the same in any order.
 */
async function findCompanions(
  profiles: Profiles,
  items: number,
  popular: Float64Array,
  { fashion, shrink, plain, neighbours, looksAt }: Parameters,
  breathe: () => Promise<void>,
): Promise<Model['companions']> {
  const { starts, baskets, item, last } = profiles;
  const owners = ownersOf(profiles, items, looksAt);
  const found: { readonly starts: Uint32Array; readonly item: number[]; readonly share: number[] } = {
    starts: new Uint32Array(items + 1),
    item: [],
    share: [],
  };
  const scratch = new Float64Array(items);
  const ages = Float64Array.from({ length: AGES }, (_, age) => fashion ** age);
  const discounts = popular.map((share) => 1 / (share || 1) ** plain);
  let looked = 0;
  for (let one = 0; one < items; one += 1) {
    const touched: number[] = [];
    let people = 0;
    for (let o = owners.starts[one] ?? 0; o < (owners.starts[one + 1] ?? 0); o += 1) {
      const row = owners.row[o] ?? 0;
      const from = starts[row] ?? 0;
      const to = Math.min(starts[row + 1] ?? 0, from + looksAt);
      const says = 1 / Math.sqrt(to - from);
      people += says;
      for (let at = from; at < to; at += 1) {
        const other = item[at] ?? 0;
        if (other === one) continue;
        if (scratch[other] === 0) touched.push(other);
        scratch[other] =
          (scratch[other] ?? 0) + says * (ages[Math.min(AGES - 1, (baskets[row] ?? 0) - 1 - (last[at] ?? 0))] ?? 0);
      }
      looked += to - from;
    }
    for (const other of touched) scratch[other] = ((scratch[other] ?? 0) / (people + shrink)) * (discounts[other] ?? 1);
    const close = closest(touched, scratch, neighbours);
    for (const other of close) {
      found.item.push(other);
      found.share.push(scratch[other] ?? 0);
    }
    for (const other of touched) scratch[other] = 0;
    found.starts[one + 1] = found.item.length;
    if (looked > A_BREATH) {
      looked = 0;
      await breathe();
    }
  }
  return { starts: found.starts, item: Uint32Array.from(found.item), share: Float32Array.from(found.share) };
}

/** The closest so many, the closest first; equally close ones by their place. Most are passed by one comparison with the bar that a first look finds. */
function closest(touched: readonly number[], share: Float64Array, most: number): readonly number[] {
  const before = (a: number, b: number) => (share[b] ?? 0) - (share[a] ?? 0) || a - b;
  if (touched.length <= most) return [...touched].sort(before);
  const shares = Float64Array.from(touched, (one) => share[one] ?? 0).sort();
  const bar = shares[shares.length - most] ?? 0;
  return touched
    .filter((one) => (share[one] ?? 0) >= bar)
    .sort(before)
    .slice(0, most);
}

/** Whose latest goods hold each of the goods: the same lines, turned. */
function ownersOf({ rows, starts, item }: Profiles, items: number, looksAt: number) {
  const ends = new Uint32Array(items + 1);
  const each = (visit: (row: number, one: number) => void) => {
    for (let row = 0; row < rows; row += 1) {
      const from = starts[row] ?? 0;
      const to = Math.min(starts[row + 1] ?? 0, from + looksAt);
      if (to - from < 2) continue;
      for (let at = from; at < to; at += 1) visit(row, item[at] ?? 0);
    }
  };
  each((_, one) => {
    ends[one + 1] = (ends[one + 1] ?? 0) + 1;
  });
  for (let one = 0; one < items; one += 1) ends[one + 1] = (ends[one + 1] ?? 0) + (ends[one] ?? 0);
  const place = ends.slice();
  const row = new Uint32Array(ends[items] ?? 0);
  each((who, one) => {
    const at = place[one] ?? 0;
    row[at] = who;
    place[one] = at + 1;
  });
  return { starts: ends, row };
}
