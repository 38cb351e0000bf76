import type { StepFigures } from './funnel.ts';
import { type Attempt, type FunnelEvent, furthestAttempt, type Rules } from './funnel-attempt.ts';
import type { FunnelPlan } from './funnel-plan.ts';
import { type ReportCtx, runQuery } from './query.ts';
import { type Piece, selects } from './selector.ts';

/** Events that are fetched at once, so that neither side holds everything in memory. */
const EVENTS_A_BUCKET = 1_000_000;
const INSTANT = "DateTime64(3, 'UTC')";

/** The funnel person by person, for what sets cannot express: strict, any order, exclusions, the same event twice. */
export async function walkFunnel(ctx: ReportCtx, plan: FunnelPlan): Promise<StepFigures[]> {
  const rows = rowsSql(plan);
  const [{ events } = { events: 0 }] = await runQuery<{ events: number }>(ctx, {
    sql: `SELECT count() AS events FROM (${rows.sql})`,
    params: rows.params,
  });
  const buckets = Math.max(1, Math.ceil(events / EVENTS_A_BUCKET));
  const rules = rulesOf(plan);
  const attempts: Attempt[] = [];
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const persons = await runQuery<PersonRow>(ctx, {
      sql: `SELECT arraySort(groupArray((at, mask))) AS events FROM (${rows.sql})
        WHERE person_no % {buckets:UInt32} = {bucket:UInt32}
        GROUP BY person_no HAVING bitAnd(groupBitOr(mask), {wanted:UInt32}) != 0`,
      params: { ...rows.params, buckets, bucket, wanted: plan.order === 'any' ? STEP_BITS : 1 },
    });
    for (const person of persons) {
      const attempt = furthestAttempt(person.events.map(toEvent), rules);
      if (attempt) attempts.push(attempt);
    }
  }
  return figuresOf(plan.steps.length, attempts);
}

type PersonRow = { readonly events: readonly (readonly [number, number])[] };
const EXCLUSION_SHIFT = 16;
const STEP_BITS = (1 << EXCLUSION_SHIFT) - 1;

function toEvent([at, mask]: readonly [number, number]): FunnelEvent {
  return { at, steps: mask & STEP_BITS, exclusions: mask >>> EXCLUSION_SHIFT };
}

/** Rows that matter, with a mask of what they match. Strict looks at everything she did, since anything breaks it. */
function rowsSql(plan: FunnelPlan): Piece {
  const selectors = [
    ...plan.steps.map((selector, n) => ({ ...selects(selector, `s${n}`), bit: 1 << n })),
    ...plan.exclusions.map(({ selector }, n) => ({ ...selects(selector, `x${n}`), bit: 1 << (EXCLUSION_SHIFT + n) })),
  ];
  const mask = selectors.map(({ sql, bit }) => `${bit} * (${sql})`).join(' + ');
  const any = selectors.map(({ sql }) => `(${sql})`).join(' OR ');
  const which = plan.order === 'strict' ? `(${any} OR source = 'sdk')` : `(${any})`;
  return {
    sql: `SELECT person_no, toUnixTimestamp64Milli(ts) AS at, toUInt32(${mask}) AS mask FROM events FINAL
      WHERE ${which} AND person_no > 0 AND ts >= {from:${INSTANT}} AND ts < {until:${INSTANT}}`,
    params: Object.assign({ from: plan.from, until: plan.until }, ...selectors.map(({ params }) => params)),
  };
}

function rulesOf(plan: FunnelPlan): Rules {
  const { window } = plan;
  const { offsetMs } = plan.range.zone;
  const endOfDay = (at: number) => (Math.floor((at + offsetMs) / 86_400_000) + 1) * 86_400_000 - offsetMs - 1;
  return {
    steps: plan.steps.length,
    order: plan.order,
    startUntil: plan.startUntil.getTime(),
    deadline: (begun) => (window === 'day' ? endOfDay(begun) : begun + window.ms),
    exclusions: plan.exclusions,
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
