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
 * Events come in time order. An event serves one step. Events of step k extend the newest attempt that has reached step
 * k − 1 and is inside its window; what extends it first stands. Events of one instant are judged together: they serve as many
 * steps as there is a way to share them out, so the answer is the same however they are sorted. Inside an instant strictness
 * does not apply, nor does an exclusion beside a step (PostHog's rule). Strict: any event but the next step, or the last one
 * once more, ends the attempt. An exclusion ends the attempt it falls into, and a person whose attempts all ended so is not
 * in the funnel at all.
 */
export function furthestAttempt(events: readonly FunnelEvent[], rules: Rules): Attempt | null {
  if (rules.order === 'any') return furthestInAnyOrder(events, rules);
  return rules.exclusions.length > 0 ? furthestClean(events, rules) : furthestInOrder(events, rules, 'each');
}

/**
 * With exclusions the attempts of every instant are followed by themselves: the newest has the longest window, and so may
 * meet an exclusion that an older one was spared.
 */
function furthestClean(events: readonly FunnelEvent[], rules: Rules): Attempt | null {
  let best: Attempt | null = null;
  for (let from = 0; from < events.length; from = endOfInstant(events, from)) {
    if ((events[from]?.at ?? 0) >= rules.startUntil) break;
    const attempt = furthestInOrder(events.slice(from), rules, 'first');
    if (attempt && (best === null || isBetter(attempt, best))) best = attempt;
  }
  return best;
}

/** Further; or as far and sooner there; or as far, as soon, and begun later. `attempt` began no earlier than `than`. */
function isBetter(attempt: Attempt, than: Attempt): boolean {
  const steps = attempt.times.length - than.times.length;
  return steps > 0 || (steps === 0 && (attempt.times.at(-1) ?? 0) <= (than.times.at(-1) ?? 0));
}

/** @param begins in which instant an attempt may begin: in each, or in the first, which exclusions then can end */
function furthestInOrder(events: readonly FunnelEvent[], rules: Rules, begins: 'each' | 'first'): Attempt | null {
  /** The newest attempt that has done step k. */
  let entered: (Attempt | null)[] = Array.from({ length: rules.steps }, () => null);
  let best: Attempt | null = null;
  for (let from = 0; from < events.length; ) {
    const until = endOfInstant(events, from);
    const instant = events.slice(from, until);
    const here = begins === 'each' || from === 0;
    const next = entered.map((standing, k) => enteredAt(k, instant, { standing, entered, begins: here }, rules));
    const furthest: Attempt | null = next.findLast((way, k) => way !== null && way !== entered[k]) ?? null;
    const moved: boolean = furthest !== null && furthest.times.length > (best?.times.length ?? 0);
    if (moved) best = furthest;
    if (begins === 'first' && !moved && isEnded(instant, best, rules)) return null;
    entered = rules.order === 'strict' ? next.map((way, k) => (way && hasStep(instant, k) ? way : null)) : next;
    if (entered[rules.steps - 1] || (begins === 'first' && best === null)) break;
    from = until;
  }
  return best;
}

type Before = {
  /** Who stands at the step now, and at each step before the instant. */
  readonly standing: Attempt | null;
  readonly entered: readonly (Attempt | null)[];
  /** Whether an attempt may begin here. */
  readonly begins: boolean;
};

/** Who stands at step k after an instant: the newest attempt that its events bring there, else who stood there. */
function enteredAt(k: number, instant: readonly FunnelEvent[], before: Before, rules: Rules): Attempt | null {
  const at = instant[0]?.at ?? 0;
  const steps = (count: number): number[] => Array.from({ length: count }, () => at);
  if (before.begins && at < rules.startUntil && canServe(instant, 0, k)) return { times: steps(k + 1) };
  // An event serves one step, so an instant carries nobody further than it has events. Lower steps hold newer attempts.
  for (let from = Math.max(0, k - instant.length); from < k; from += 1) {
    const way = before.entered[from];
    if (!way || at > rules.deadline(way.times[0] ?? 0)) continue;
    if (before.standing && (before.standing.times[0] ?? 0) >= (way.times[0] ?? 0)) break;
    // The same attempt is further already.
    if (from + 1 < k && before.entered[from + 1]?.times[0] === way.times[0]) continue;
    if (canServe(instant, from + 1, k)) return { times: [...way.times, ...steps(k - from)] };
  }
  return before.standing;
}

/** Whether these events can serve all steps from one to another, each by an event of its own. */
function canServe(instant: readonly FunnelEvent[], from: number, to: number): boolean {
  if (to - from >= instant.length) return false;
  if (to === from) return hasStep(instant, to);
  const owner = new Map<FunnelEvent, number>();
  const place = (step: number, tried: Set<FunnelEvent>): boolean =>
    instant.some((event) => {
      if ((event.steps & (1 << step)) === 0 || tried.has(event)) return false;
      tried.add(event);
      const holder = owner.get(event);
      if (holder !== undefined && !place(holder, tried)) return false;
      owner.set(event, step);
      return true;
    });
  for (let step = from; step <= to; step += 1) if (!place(step, new Set())) return false;
  return true;
}

function hasStep(instant: readonly FunnelEvent[], step: number): boolean {
  return instant.some((event) => (event.steps & (1 << step)) !== 0);
}

/** Whether an exclusion of the instant, with no step beside it, holds where the attempt stands. */
function isEnded(instant: readonly FunnelEvent[], way: Attempt | null, rules: Rules): boolean {
  const steps = instant.filter((event) => event.steps !== 0);
  return instant.some((event) => steps.every((step) => step === event) && ends(event, way, rules));
}

function ends(event: FunnelEvent, way: Attempt | null, rules: Rules): boolean {
  if (!way || event.at > rules.deadline(way.times[0] ?? 0)) return false;
  const step = way.times.length - 1;
  return rules.exclusions.some(({ from, to }, n) => (event.exclusions & (1 << n)) !== 0 && step >= from && step < to);
}

function endOfInstant(events: readonly FunnelEvent[], from: number): number {
  let until = from + 1;
  while (until < events.length && events[until]?.at === events[from]?.at) until += 1;
  return until;
}

/** All steps inside one window, whatever comes first; an event serves one step, so steps alike need several events. */
function furthestInAnyOrder(events: readonly FunnelEvent[], rules: Rules): Attempt | null {
  let best: Attempt | null = null;
  let started: number | null = null;
  for (let start = 0; start < events.length; start += 1) {
    const first = events[start];
    if (!first || first.steps === 0) continue;
    if (first.at >= rules.startUntil) break;
    // Of one instant, the earliest start has all the others before it.
    if (started === first.at) continue;
    started = first.at;
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
