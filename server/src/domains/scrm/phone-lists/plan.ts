import { addDays } from '../../../platform/calendar.ts';

export type Planned = { readonly userid: string; readonly day: string };

/**
 * Who asks each of so many people, and when: in turns, never more a day than is safe for one member, whatever other lists have her ask that day. Pure.
 * @param taken people she is to ask already, by `userid day`
 */
export function planDays(
  count: number,
  {
    staff,
    perDay,
    startsOn,
    taken,
  }: {
    readonly staff: readonly string[];
    readonly perDay: number;
    readonly startsOn: string;
    readonly taken: ReadonlyMap<string, number>;
  },
): readonly Planned[] {
  const used = new Map(taken);
  const planned: Planned[] = [];
  for (let day = startsOn; planned.length < count; day = addDays(day, 1)) {
    let moved = true;
    while (moved && planned.length < count) {
      moved = false;
      for (const userid of staff) {
        const key = `${userid} ${day}`;
        const asks = used.get(key) ?? 0;
        if (asks >= perDay || planned.length >= count) continue;
        used.set(key, asks + 1);
        planned.push({ userid, day });
        moved = true;
      }
    }
  }
  return planned;
}
