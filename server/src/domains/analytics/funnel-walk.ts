import { setImmediate } from 'node:timers/promises';
import { addDays } from '../../platform/calendar.ts';
import { type PersonSet, personsAmong } from '../../platform/event-store/person-set.ts';
import { anyOf, bound, INSTANT, joinPieces, type Piece, piece } from '../../platform/event-store/piece.ts';
import { runQuery, type StoreCtx } from '../../platform/event-store/query.ts';
import { selects } from '../../platform/event-store/selector.ts';
import type { StepFigures } from './funnel.ts';
import { type Attempt, type FunnelEvent, furthestAttempt, type Rules } from './funnel-attempt.ts';
import type { FunnelPlan } from './funnel-plan.ts';

/** Events that are fetched at once: few enough that nobody notices while their text is read (some 50 ms). Not measured beyond. */
const EVENTS_A_PART = 100_000;

/** The funnel person by person, for what sets cannot express: exclusions, any event as a step, the same event twice. */
export async function walkFunnel(ctx: StoreCtx, plan: FunnelPlan): Promise<StepFigures[]> {
  return figuresOf(plan.steps.length, await walkAttempts(ctx, plan));
}

/** Who came at least as far as a step (from 0), or `only` so far. */
export async function personsOfWalk(ctx: StoreCtx, plan: FunnelPlan, step: number, only: boolean): Promise<PersonSet> {
  const attempts = await walkAttempts(ctx, plan);
  const there = attempts.filter(({ times: { length } }) => (only ? length === step + 1 : length > step));
  return personsAmong(there.map(({ personNo }) => personNo));
}

export type PersonAttempt = Attempt & { readonly personNo: number };

/**
 * By ranges of numbers, as events lie in the store: each part reads its own events and no others. The next is fetched while one
 * is walked, and between them whoever else needs this process has her turn.
 */
export async function walkAttempts(ctx: StoreCtx, plan: FunnelPlan): Promise<PersonAttempt[]> {
  const rows = rowsSql(plan);
  const [{ events, last } = { events: 0, last: 0 }] = await runQuery<{ events: number; last: number }>(
    ctx,
    piece`SELECT count() AS events, max(person_no) AS last FROM (${rows})`,
  );
  const parts = Math.max(1, Math.ceil(events / EVENTS_A_PART));
  const width = Math.ceil((last + 1) / parts);
  const rules = rulesOf(plan);
  const attempts: PersonAttempt[] = [];
  const fetch = async (part: number): Promise<PersonRow[]> =>
    part < parts ? runQuery<PersonRow>(ctx, partSql(plan, rows, part * width, (part + 1) * width - 1)) : [];
  let coming = fetch(0);
  for (let part = 0; part < parts; part += 1) {
    const persons = await coming;
    coming = fetch(part + 1);
    // A failure is met where it is awaited.
    coming.catch(() => {});
    for (const person of persons) {
      const attempt = furthestAttempt(person.events.map(toEvent), rules);
      if (attempt) attempts.push({ personNo: person.personNo, times: attempt.times });
    }
    await setImmediate();
  }
  return attempts;
}

/** Persons of these numbers, with their events in order; those who may have begun. */
function partSql(plan: FunnelPlan, rows: Piece, from: number, to: number): Piece {
  const range = `BETWEEN ${from} AND ${to}`;
  return piece`SELECT person_no AS personNo, arraySort(groupArray((at, mask))) AS events FROM (${rows}
    AND person_no ${range} AND (told_no ${range} OR told_no IN (SELECT loser FROM person_link FINAL WHERE now ${range})))
    GROUP BY person_no HAVING bitAnd(groupBitOr(mask), ${plan.order === 'any' ? STEP_BITS : 1}) != 0`;
}

type PersonRow = { readonly personNo: number; readonly events: readonly (readonly [number, number])[] };
const EXCLUSION_SHIFT = 16;
const STEP_BITS = (1 << EXCLUSION_SHIFT) - 1;

function toEvent([at, mask]: readonly [number, number]): FunnelEvent {
  return { at, steps: mask & STEP_BITS, exclusions: mask >>> EXCLUSION_SHIFT };
}

/** Rows that matter, with a mask of what they match. Strict looks at everything she did, since anything breaks it. */
function rowsSql(plan: FunnelPlan): Piece {
  const steps = plan.steps.map((selector, n) => ({ is: selects(selector), bit: 1 << n }));
  const exclusions = plan.exclusions.map(({ selector }, n) => ({
    is: selects(selector),
    bit: 1 << (EXCLUSION_SHIFT + n),
  }));
  const all = [...steps, ...exclusions];
  const mask = joinPieces(
    all.map(({ is, bit }) => piece`${bit} * (${is})`),
    ' + ',
  );
  const any = anyOf(all.map(({ is }) => is));
  const which = plan.order === 'strict' ? piece`(${any} OR source = 'sdk')` : piece`(${any})`;
  return piece`SELECT person_no, toUnixTimestamp64Milli(ts) AS at, toUInt32(${mask}) AS mask FROM history_once AS events
      WHERE ${which} AND person_no > 0 AND ts >= ${bound(INSTANT, plan.from)} AND ts < ${bound(INSTANT, plan.until)}`;
}

export function rulesOf({ window, range, steps, order, startUntil, exclusions }: FunnelPlan): Rules {
  const endOfDay = (at: number) => range.zone.dayStart(addDays(range.zone.dayOf(new Date(at)), 1)).getTime() - 1;
  return {
    steps: steps.length,
    order,
    startUntil: startUntil.getTime(),
    deadline: (begun) => (window === 'day' ? endOfDay(begun) : begun + window.ms),
    exclusions,
  };
}

function figuresOf(steps: number, attempts: readonly Attempt[]): StepFigures[] {
  return Array.from({ length: steps }, (_, n) => {
    const reached = attempts.filter(({ times }) => times.length > n);
    if (n === 0 || reached.length === 0) return { persons: reached.length, mean: null, median: null };
    const seconds = reached.map(({ times }) => ((times[n] ?? 0) - (times[n - 1] ?? 0)) / 1000).sort((a, b) => a - b);
    return {
      persons: reached.length,
      mean: seconds.reduce((sum, value) => sum + value, 0) / seconds.length,
      median: medianOf(seconds),
    };
  });
}

/** Of sorted values; between the two in the middle where there are two. */
function medianOf(sorted: readonly number[]): number {
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
