/** What somebody bought at once, goods by their place in the model, and the day as a number (days since 1970; any count will do). */
export type Basket = { readonly day: number; readonly items: readonly number[] };

/** One of the goods of one shopper: in how many of her baskets it lay, in which first and last (from 0), and on which days. */
export type Habit = {
  readonly item: number;
  readonly count: number;
  /** Each basket with it counts one, and less the more baskets came after it. */
  readonly weight: number;
  readonly first: number;
  readonly last: number;
  readonly firstDay: number;
  readonly lastDay: number;
};

export type Profile = { readonly baskets: number; readonly habits: readonly Habit[] };

/**
 * Profiles of many in columns, 22 bytes for each of somebody's goods: 200 000 members with twenty each are 88 MB, where objects would be a
 * gigabyte. `starts[row]` to `starts[row + 1]` are the goods of a row, the latest first.
 */
export type Profiles = {
  readonly rows: number;
  readonly starts: Uint32Array;
  readonly baskets: Uint16Array;
  readonly item: Uint32Array;
  readonly count: Uint16Array;
  readonly weight: Float32Array;
  readonly first: Uint16Array;
  readonly last: Uint16Array;
  readonly firstDay: Uint32Array;
  readonly lastDay: Uint32Array;
};

const MOST = 65_535;
/** Who has more keeps the latest: of a thousand goods the oldest say nothing of the next basket. */
const MOST_HABITS = 400;

/** Her baskets, the oldest first; an item that lies in one twice lies in it once. */
export function profileOf(baskets: readonly Basket[], fades: number): Profile {
  const habits = new Map<number, { -readonly [K in keyof Habit]: Habit[K] }>();
  const bought = baskets.filter(({ items }) => items.length > 0).slice(-MOST);
  bought.forEach(({ day, items }, at) => {
    const weight = fades ** (bought.length - 1 - at);
    for (const item of new Set(items)) {
      const known = habits.get(item);
      if (known === undefined)
        habits.set(item, { item, count: 1, weight, first: at, last: at, firstDay: day, lastDay: day });
      else {
        known.count += 1;
        known.weight += weight;
        known.last = at;
        known.lastDay = day;
      }
    }
  });
  const latest = [...habits.values()].sort((a, b) => b.last - a.last || b.weight - a.weight || a.item - b.item);
  return { baskets: bought.length, habits: latest.slice(0, MOST_HABITS) };
}

/** Takes profiles in one after another; `done` has them by the order in which they came. */
export function gatherProfiles(): { add(profile: Profile): void; done(): Profiles } {
  let room = 1024;
  let filled = 0;
  const starts: number[] = [0];
  const baskets: number[] = [];
  let columns = columnsOf(room);
  return {
    add: (profile) => {
      if (filled + profile.habits.length > room) {
        room = Math.max(room * 2, filled + profile.habits.length);
        columns = grown(columns, room);
      }
      for (const habit of profile.habits) {
        columns.item[filled] = habit.item;
        columns.count[filled] = habit.count;
        columns.weight[filled] = habit.weight;
        columns.first[filled] = habit.first;
        columns.last[filled] = habit.last;
        columns.firstDay[filled] = habit.firstDay;
        columns.lastDay[filled] = habit.lastDay;
        filled += 1;
      }
      baskets.push(profile.baskets);
      starts.push(filled);
    },
    done: () => ({
      rows: baskets.length,
      starts: Uint32Array.from(starts),
      baskets: Uint16Array.from(baskets),
      ...grown(columns, filled),
    }),
  };
}

type Columns = Omit<Profiles, 'rows' | 'starts' | 'baskets'>;

function columnsOf(room: number): Columns {
  return {
    item: new Uint32Array(room),
    count: new Uint16Array(room),
    weight: new Float32Array(room),
    first: new Uint16Array(room),
    last: new Uint16Array(room),
    firstDay: new Uint32Array(room),
    lastDay: new Uint32Array(room),
  };
}

function grown(from: Columns, room: number): Columns {
  const to = columnsOf(room);
  to.item.set(from.item.subarray(0, room));
  to.count.set(from.count.subarray(0, room));
  to.weight.set(from.weight.subarray(0, room));
  to.first.set(from.first.subarray(0, room));
  to.last.set(from.last.subarray(0, room));
  to.firstDay.set(from.firstDay.subarray(0, room));
  to.lastDay.set(from.lastDay.subarray(0, room));
  return to;
}

/** A row as it was taken in. */
export function profileAt(profiles: Profiles, row: number): Profile {
  const habits: Habit[] = [];
  for (let at = profiles.starts[row] ?? 0; at < (profiles.starts[row + 1] ?? 0); at += 1)
    habits.push({
      item: profiles.item[at] ?? 0,
      count: profiles.count[at] ?? 0,
      weight: profiles.weight[at] ?? 0,
      first: profiles.first[at] ?? 0,
      last: profiles.last[at] ?? 0,
      firstDay: profiles.firstDay[at] ?? 0,
      lastDay: profiles.lastDay[at] ?? 0,
    });
  return { baskets: profiles.baskets[row] ?? 0, habits };
}
