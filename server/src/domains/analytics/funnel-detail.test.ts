import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countPersons } from '../../platform/event-store/person-set.ts';
import { readRange } from '../../platform/event-store/range.ts';
import { runFunnel } from './funnel.ts';
import { type FunnelEvent, furthestAttempt } from './funnel-attempt.ts';
import { type FunnelDetail, personsOfDetail, runFunnelDetail } from './funnel-detail.ts';
import { type FunnelInput, planFunnel } from './funnel-plan.ts';
import { rulesOf } from './funnel-walk.ts';
import { eventRow, reportTest } from './testing.ts';

const test = reportTest();
const { ctx, insert, clear } = test;

const DAY = '2026-11-10';
const MORNING = Date.parse(`${DAY}T06:00:00+08:00`);
const STEP = 40 * 60_000;
/** A few persons do a few things, many at one instant, some with a city. */
const deed = fc.record({
  at: fc.integer({ min: 0, max: 60 }),
  name: fc.constantFrom('a', 'b', 'c', 'x'),
  city: fc.constantFrom('', '沪', '京', "o'k\\", 'd1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7', 'd8', 'd9', 'e1', 'e2'),
});
type Deed = { readonly at: number; readonly name: string; readonly city: string };
const question = fc.record({
  steps: fc.oneof(
    fc.shuffledSubarray(['a', 'b', 'c'], { minLength: 2 }),
    fc.array(fc.constantFrom<string>('a', 'b'), { minLength: 2, maxLength: 3 }),
  ),
  order: fc.constantFrom('ordered' as const, 'strict' as const, 'any' as const),
  window: fc.oneof(
    fc.constant('day' as const),
    fc.integer({ min: 1, max: 14 }).map((n) => ({ seconds: n * 3600 })),
  ),
  excluded: fc.boolean(),
  asOf: fc.constantFrom(DAY, '2026-11-12'),
});

describe('the detail of a funnel', () => {
  it('is what each person by herself makes of it, and each of its numbers opens as many', async () => {
    test.at('2026-11-11T09:30:00+08:00');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(deed, { maxLength: 10 }), { minLength: 40, maxLength: 60 }),
        question,
        async (people, { steps, order, window, excluded, asOf }) => {
          await clear();
          await insert(
            ...people.flatMap((deeds, n) =>
              deeds.map(({ at, name, city }) =>
                eventRow({
                  person: n + 1,
                  name,
                  at: new Date(MORNING + at * STEP).toISOString(),
                  props: JSON.stringify(city === '' ? {} : { city }),
                }),
              ),
            ),
          );
          const exclusions = excluded && order !== 'any' ? [{ event: 'x', from: 0, to: 1 }] : [];
          const input: FunnelInput = {
            from: DAY,
            to: DAY,
            asOf,
            steps: steps.map((event) => ({ event })),
            order,
            window,
            exclusions,
          };
          const found = await runFunnelDetail(ctx, { ...input, breakdown: 'city' });
          expect(found).toEqual(naive(people, input));
          expect(found.groups[0]?.steps.map(({ persons }) => persons)).toEqual(
            (await runFunnel(ctx, input)).steps.map(({ persons }) => persons),
          );
          await opensAsMany(input, found);
        },
      ),
      { numRuns: 5 },
    );
  }, 180_000);
});

async function opensAsMany(input: FunnelInput, { groups, times }: FunnelDetail): Promise<void> {
  const told = groups.flatMap(({ kind, value }) => (kind === 'value' || kind === 'none' ? [value] : []));
  const count = async (part: Parameters<typeof personsOfDetail>[3]) =>
    countPersons(ctx, await personsOfDetail(ctx, input, 'city', part));
  const took = { over: null, within: null };
  for (const { kind, value, steps } of [...groups.slice(0, 2), ...groups.slice(-1)]) {
    const group = { kind, values: kind === 'value' ? [value] : told };
    const [first, second] = steps;
    expect(await count({ step: 0, reach: 'reached', group, took })).toBe(first?.persons);
    expect(await count({ step: 0, reach: 'open', group, took })).toBe(first?.open);
    expect(await count({ step: 0, reach: 'lost', group, took })).toBe((first?.persons ?? 0) - (second?.persons ?? 0));
  }
  const all = { kind: 'all' as const, values: [] };
  const last = input.steps.length - 1;
  for (const { over, within, persons } of times.filter((_, n) => n % 3 === 0))
    expect(await count({ step: last, reach: 'reached', group: all, took: { over, within } })).toBe(persons);
}

/** One person after the other, in plain TypeScript. */
function naive(people: readonly (readonly Deed[])[], input: FunnelInput): FunnelDetail {
  const plan = planFunnel(readRange(ctx, input), input);
  const rules = rulesOf(plan);
  const names = input.steps.map(({ event }) => event);
  const now = Math.min(plan.range.known.getTime(), ctx.now().getTime());
  const walked = people.flatMap((deeds) => {
    const all = deeds
      .map(({ at, ...deed }) => ({ ...deed, at: MORNING + at * STEP }))
      .filter(({ at }) => at >= plan.from.getTime() && at < plan.until.getTime())
      .sort((a, b) => a.at - b.at);
    const matters = all.filter(({ name }) => plan.order === 'strict' || names.includes(name) || name === 'x');
    const events: FunnelEvent[] = matters.map(({ at, name }) => ({
      at,
      steps: names.reduce((mask, step, n) => (step === name ? mask | (1 << n) : mask), 0),
      exclusions: name === 'x' && plan.exclusions.length > 0 ? 1 : 0,
    }));
    const attempt = furthestAttempt(
      events.filter(({ steps, exclusions }) => plan.order === 'strict' || steps !== 0 || exclusions !== 0),
      rules,
    );
    if (!attempt) return [];
    const begins = all.filter(
      ({ at, name }) =>
        at < plan.startUntil.getTime() && (plan.order === 'any' ? names.includes(name) : name === names[0]),
    );
    const [begun = 0] = attempt.times;
    const parts = begins.filter(({ at }) => at === begun).map(({ city }) => Buffer.from(city));
    const last = Math.max(...begins.map(({ at }) => at));
    return [
      {
        level: attempt.times.length,
        total: (attempt.times.at(-1) ?? 0) - begun,
        part: parts.sort(Buffer.compare)[0]?.toString() ?? '',
        open: attempt.times.length < names.length && rules.deadline(last) >= now,
      },
    ];
  });
  type Walked = (typeof walked)[number];
  const group = (kind: 'all' | 'value' | 'none' | 'others', value: string, of: readonly Walked[]) => {
    const totals = of.filter(({ level }) => level === names.length).map(({ total }) => total);
    const told = kind !== 'others' && totals.length > 0;
    return {
      kind,
      value,
      steps: names.map((_, n) => ({
        persons: of.filter(({ level }) => level > n).length,
        open: of.filter(({ level, open }) => level === n + 1 && open).length,
      })),
      medianSeconds: told ? Math.round(quantile(totals, 0.5)) / 1000 : null,
      p90Seconds: told ? Math.round(quantile(totals, 0.9)) / 1000 : null,
    };
  };
  const sorted = [...new Set(walked.map(({ part }) => part))]
    .map((part) => [part, walked.filter((one) => one.part === part)] as const)
    .sort(([a, x], [b, y]) => y.length - x.length || Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const rest = sorted.slice(10).flatMap(([, of]) => of);
  const most = window(input);
  const bounds = [60, 300, 900, 3600, 21_600, 86_400, 259_200].filter((seconds) => seconds < most).concat(most);
  return {
    asOf: plan.range.asOf,
    groups: [
      group('all', '', walked),
      ...sorted.slice(0, 10).map(([part, of]) => group(part === '' ? 'none' : 'value', part, of)),
      ...(rest.length > 0 ? [group('others', '', rest)] : []),
    ],
    times: bounds.map((within, n) => ({
      over: bounds[n - 1] ?? null,
      within,
      persons: walked.filter(
        ({ level, total }) =>
          level === names.length && total <= within * 1000 && (n === 0 || total > (bounds[n - 1] ?? 0) * 1000),
      ).length,
    })),
  };
}

const window = ({ window: asked }: FunnelInput): number => (asked === 'day' ? 86_400 : (asked?.seconds ?? 7 * 86_400));

/** Linear between order statistics. */
function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * p;
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return low + (high - low) * (place - Math.floor(place));
}
