import { regions, shortCity, shortProvince } from '@huoshui/contracts/regions';
import type { FreightArea, FreightTemplate } from './template.ts';

/** Where an order goes, as far as freight looks: a city of a province. */
export type Place = { readonly province: string; readonly city: string };

/** The ids that forms pick: 浙江省, 浙江省/杭州市. */
export function isRegion(id: string): boolean {
  const [province, city] = id.split('/');
  const found = regions().find(({ name }) => name === province);
  return found !== undefined && (city === undefined || found.cities.some(({ name }) => name === city));
}

/**
 * The row that counts for a place: one that names its city, one that names its province, the row for everywhere else. Null:
 * it is not delivered to. A place that nobody knows yet is everywhere else, or where the first row is.
 */
export function areaFor({ areas, excluded }: FreightTemplate, place: Place | null): FreightArea | null {
  const elsewhere = areas.find(({ regions: ids }) => ids === null || ids.length === 0) ?? null;
  if (place === null) return elsewhere ?? areas[0] ?? null;
  const byDepth = (deep: boolean) => (id: string) => id.includes('/') === deep && holds(id, place);
  for (const here of [byDepth(true), byDepth(false)]) {
    if ((excluded ?? []).some(here)) return null;
    const found = areas.find(({ regions: ids }) => (ids ?? []).some(here));
    if (found !== undefined) return found;
  }
  return elsewhere;
}

/** By what a place is called, not by how: addresses may come from WeChat or a file (浙江, 省直辖县级行政区划). */
function holds(id: string, { province, city }: Place): boolean {
  const [own = '', ownCity] = id.split('/');
  if (shortProvince(own) !== shortProvince(province)) return false;
  if (ownCity === undefined || ownCity === city) return true;
  return shortCity(ownCity) === shortCity(city) || (ownCity.length > 2 && city.startsWith(ownCity));
}
