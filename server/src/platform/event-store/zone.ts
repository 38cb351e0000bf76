import { dayStart, shanghaiDay } from '../calendar.ts';

/**
 * Where a day begins: the one place that turns instants into days and back, here and (by `daySql`) in the store, from the
 * same tables of zones. Reports live in Shanghai; replayed cases of other systems in a zone of their own.
 */
export type Zone = {
  readonly name: string;
  readonly dayOf: (at: Date) => string;
  readonly dayStart: (day: string) => Date;
  /** On which day its weeks begin; Monday where it is not said. */
  readonly weekStart?: 'sunday';
};

export const SHANGHAI: Zone = { name: 'Asia/Shanghai', dayOf: shanghaiDay, dayStart };

/** ClickHouse's words for the day an instant lies in. `instant` is SQL of ours. */
export function daySql(instant: string, zone: Zone = SHANGHAI): string {
  return `toDate(${instant}, '${zone.name}')`;
}

/** ClickHouse's words for the last millisecond of the day that holds an instant; both in ms since 1970. */
export function dayEndSql(ms: string, zone: Zone = SHANGHAI): string {
  const next = `addDays(${daySql(`fromUnixTimestamp64Milli(toInt64(${ms}))`, zone)}, 1)`;
  return `toUnixTimestamp(toDateTime(${next}, '${zone.name}')) * 1000 - 1`;
}

/** Any zone of the world by its name; Shanghai is one of them, but is known without asking the tables of zones. */
export function zoneOf(name: string): Zone {
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: name, dateStyle: 'short', timeStyle: 'medium' });
  const offsetAt = (at: number) => Date.parse(`${wall.format(at).replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000;
  return {
    name,
    dayOf: (at) => new Date(at.getTime() + offsetAt(at.getTime())).toISOString().slice(0, 10),
    dayStart: (day) => {
      const midnight = Date.parse(`${day}T00:00:00Z`);
      // Twice, for the night in which the clocks change.
      const guess = midnight - offsetAt(midnight);
      return new Date(midnight - offsetAt(guess));
    },
  };
}
