import type { Province } from '@huoshui/contracts/regions';

/** What the three columns show for a position. */
export function columnsOf(
  regions: readonly Province[],
  at: readonly [number, number, number],
): readonly [readonly string[], readonly string[], readonly string[]] {
  const cities = regions[at[0]]?.cities ?? [];
  return [regions.map((one) => one.name), cities.map((one) => one.name), cities[at[1]]?.districts ?? []];
}
