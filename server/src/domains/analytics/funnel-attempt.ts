/** One event of a person: when (ms), and which steps and exclusions it matches, as bits. */
export type FunnelEvent = { readonly at: number; readonly steps: number; readonly exclusions: number };

/** How a person's events are judged; the person-by-person form of a funnel plan. */
export type Rules = {
  readonly steps: number;
  readonly order: 'ordered' | 'strict' | 'any';
  /** An attempt begins before this instant, ms. */
  readonly startUntil: number;
  /** The last instant, ms, at which an attempt begun then can go on. */
  readonly deadline: (begun: number) => number;
  readonly exclusions: readonly { readonly from: number; readonly to: number }[];
};

/** A way through the funnel: when each step was done, ms; as long as the level it reached. */
export type Attempt = { readonly times: readonly number[] };

/**
 * The furthest attempt of one person; of several, the one that got there first. Null where none counts.
 *
 * Events come in time order. An event serves one step. An event of step k extends the newest attempt that has reached
 * step k − 1 and is inside its window; what it extends first stands. Events of one instant are tried again and again
 * until nothing moves, so their order does not matter, and inside an instant neither strictness nor exclusions apply
 * (PostHog's rule). Strict: any event but the next step, or the last one once more, ends the attempt. An exclusion ends the
 * attempt it falls into, and a person whose attempts all ended so is not in the funnel at all.
 */
export function furthestAttempt(events: readonly FunnelEvent[], rules: Rules): Attempt | null {
  if (rules.order === 'any') return furthestInAnyOrder(events, rules);
  return rules.exclusions.length > 0 ? furthestClean(events, rules) : furthestInOrder(events, rules, null);
}

type Way = { readonly start: number; readonly used: readonly number[]; readonly times: readonly number[] };

/**
 * With exclusions every attempt is followed by itself: the newest has the longest window, and so may meet an exclusion
 * that an older one was spared.
 */
function furthestClean(events: readonly FunnelEvent[], rules: Rules): Attempt | null {
  let best: Attempt | null = null;
  events.forEach((event, start) => {
    if ((event.steps & 1) === 0 || event.at >= rules.startUntil) return;
    const attempt = furthestInOrder(events, rules, start);
    if (!attempt) return;
    if (best === null || isBetter(attempt, best)) best = attempt;
  });
  return best;
}

/** Further; or as far and sooner there; or as far, as soon, and begun later. `attempt` began no earlier than `than`. */
function isBetter(attempt: Attempt, than: Attempt): boolean {
  const steps = attempt.times.length - than.times.length;
  return steps > 0 || (steps === 0 && (attempt.times.at(-1) ?? 0) <= (than.times.at(-1) ?? 0));
}

/** @param only the one event that may begin an attempt, which exclusions then can end; null: any, and no exclusions */
function furthestInOrder(events: readonly FunnelEvent[], rules: Rules, only: number | null): Attempt | null {
  /** The newest attempt that has done step k. */
  const entered: (Way | null)[] = Array.from({ length: rules.steps }, () => null);
  let best: Way | null = null;

  const enter = (k: number, way: Way): void => {
    entered[k] = way;
    if (way.times.length > (best?.times.length ?? 0)) best = way;
  };

  /** Whether the event moved an attempt on. Higher steps first, so that it cannot follow on itself. */
  const take = (index: number, event: FunnelEvent, started: Set<number>): boolean => {
    let moved = false;
    for (let k = rules.steps - 1; k > 0; k -= 1) {
      const before = entered[k - 1];
      if ((event.steps & (1 << k)) === 0 || !before || entered[k]?.start === before.start) continue;
      if (event.at > rules.deadline(before.times[0] ?? 0) || before.used.includes(index)) continue;
      enter(k, { start: before.start, used: [...before.used, index], times: [...before.times, event.at] });
      moved = true;
    }
    const begins = (event.steps & 1) !== 0 && event.at < rules.startUntil && (only === null || only === index);
    if (begins && !started.has(index)) {
      started.add(index);
      enter(0, { start: index, used: [index], times: [event.at] });
      moved = true;
    }
    return moved;
  };

  for (let from = only ?? 0; from < events.length; ) {
    const until = endOfInstant(events, from);
    const reached: Way | null = best;
    takeInstant(events, from, until, take);
    const alone = until - from === 1 ? events[from] : undefined;
    if (alone && reached === best && ends(alone, best, rules)) return null;
    if (rules.order === 'strict') endUnmatched(events, from, until, entered);
    if (entered[rules.steps - 1]) break;
    from = until;
  }
  return best;
}

function takeInstant(
  events: readonly FunnelEvent[],
  from: number,
  until: number,
  take: (index: number, event: FunnelEvent, started: Set<number>) => boolean,
): void {
  const started = new Set<number>();
  for (let again = true; again; ) {
    again = false;
    for (let index = from; index < until; index += 1) {
      const event = events[index];
      if (event && take(index, event, started) && until - from > 1) again = true;
    }
  }
}

/** Whether the event is an exclusion that holds where the attempt stands. */
function ends(event: FunnelEvent, way: Way | null, rules: Rules): boolean {
  if (!way || event.at > rules.deadline(way.times[0] ?? 0)) return false;
  const step = way.times.length - 1;
  return rules.exclusions.some(({ from, to }, n) => (event.exclusions & (1 << n)) !== 0 && step >= from && step < to);
}

/** Strict: an attempt stands only where the instant had an event of the step it is on. */
function endUnmatched(events: readonly FunnelEvent[], from: number, until: number, entered: (Way | null)[]): void {
  let matched = 0;
  for (let index = from; index < until; index += 1) matched |= events[index]?.steps ?? 0;
  entered.forEach((way, k) => {
    if (way && (matched & (1 << k)) === 0) entered[k] = null;
  });
}

function endOfInstant(events: readonly FunnelEvent[], from: number): number {
  let until = from + 1;
  while (until < events.length && events[until]?.at === events[from]?.at) until += 1;
  return until;
}

/** All steps inside one window, whatever comes first; an event serves one step, so steps alike need several events. */
function furthestInAnyOrder(events: readonly FunnelEvent[], rules: Rules): Attempt | null {
  let best: Attempt | null = null;
  for (let start = 0; start < events.length; start += 1) {
    const first = events[start];
    if (!first || first.steps === 0) continue;
    if (first.at >= rules.startUntil) break;
    const times = matchSteps(events, start, rules);
    if (best === null || isBetter({ times }, best)) best = { times };
    // Later starts reach the last step no sooner; only a newer start of the same end could still be better.
    if (times.length === rules.steps && first.at === times.at(-1)) break;
  }
  return best;
}

/** Give each event of the window a step if there is a way to (augmenting paths): when each further step was done. */
function matchSteps(events: readonly FunnelEvent[], start: number, rules: Rules): number[] {
  const owner: (number | undefined)[] = [];
  const times: number[] = [];
  const until = rules.deadline(events[start]?.at ?? 0);
  const place = (index: number, tried: Set<number>): boolean => {
    const steps = events[index]?.steps ?? 0;
    for (let k = 0; k < rules.steps; k += 1) {
      if ((steps & (1 << k)) === 0 || tried.has(k)) continue;
      tried.add(k);
      const holder = owner[k];
      if (holder === undefined || place(holder, tried)) {
        owner[k] = index;
        return true;
      }
    }
    return false;
  };
  for (let index = start; index < events.length && times.length < rules.steps; index += 1) {
    const event = events[index];
    if (!event || event.at > until) break;
    if (event.steps !== 0 && place(index, new Set())) times.push(event.at);
  }
  return times;
}
