import { shortCity, shortProvince } from '@huoshui/contracts/regions';
import { addDays, MINUTE_MS, shanghaiDay, shanghaiInstant } from '../../../platform/calendar.ts';
import { END_OF_DAY, MIDNIGHT, type Slot, weekdayOf } from '../hours.ts';
import type { AreaValues } from './area-form.ts';

/** Where something is brought; an address has a district. */
export type Destination = { readonly province: string; readonly city: string; readonly district?: string };
export type AreaTerms = Pick<AreaValues, 'region' | 'districts' | 'slots' | 'cutoff' | 'ahead'>;
/** `capacity`: how many orders it holds. */
export type AreaSlot = Slot & { readonly capacity: number };

/** Of some areas the one that a place lies in: one that names its district before one of the whole city. */
export function areaOf<A extends { readonly values: AreaTerms }>(areas: readonly A[], place: Destination): A | null {
  const here = areas.filter(({ values }) => holds(values, place));
  return here.find(({ values }) => (values.districts ?? []).length > 0) ?? here[0] ?? null;
}

/** By what a place is called, not by how: addresses may come from WeChat or a file (上海 for 上海市). */
function holds({ region, districts }: AreaTerms, { province, city, district = '' }: Destination): boolean {
  const [ownProvince = '', ownCity = ''] = region.split('/');
  if (shortProvince(ownProvince) !== shortProvince(province)) return false;
  // Of a municipality WeChat says 上海市, others 上海 or 市辖区.
  const municipality = ownProvince === ownCity;
  if (!municipality && shortCity(ownCity) !== shortCity(city)) return false;
  return (districts ?? []).length === 0 || (districts ?? []).includes(district);
}

/** What can be chosen at `now`: slots of the coming days whose time to order has not passed. Pure; in order, each half-open. */
export function slotsOfArea({ slots, cutoff, ahead }: AreaTerms, now: Date): AreaSlot[] {
  const today = shanghaiDay(now);
  return Array.from({ length: ahead }, (_, on) => addDays(today, on)).flatMap((day) =>
    slots
      .filter(({ days }) => days.includes(weekdayOf(day)))
      .toSorted((a, b) => a.from - b.from)
      .map(({ from, to, capacity }) => ({
        day,
        from: shanghaiInstant(day, from * MINUTE_MS),
        to: shanghaiInstant(day, (to === END_OF_DAY ? MIDNIGHT : to) * MINUTE_MS),
        capacity,
      }))
      .filter(({ from }) => from.getTime() - cutoff * MINUTE_MS >= now.getTime()),
  );
}
