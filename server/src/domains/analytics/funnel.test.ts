import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countPersons } from '../../platform/event-store/person-set.ts';
import { readRange } from '../../platform/event-store/range.ts';
import type { EventRow } from './event.ts';
import { runFunnel } from './funnel.ts';
import { type FunnelEvent, furthestAttempt, type Rules } from './funnel-attempt.ts';
import { fitsPaths, funnelByPaths, personsOfPaths } from './funnel-paths.ts';
import { type FunnelInput, planFunnel } from './funnel-plan.ts';
import { fitsSets, funnelSetsSql, stepsOfSets } from './funnel-sets.ts';
import { walkFunnel } from './funnel-walk.ts';
import { eventRow, reportTest } from './testing.ts';

const { ctx, insert, clear } = reportTest();

const DAY = '2026-11-10';
const at = (time: string) => `${DAY}T${time}+08:00`;
const steps = (...events: string[]) => events.map((event) => ({ event }));
const ask = (input: Partial<FunnelInput> & Pick<FunnelInput, 'steps'>): FunnelInput => ({
  from: DAY,
  to: DAY,
  ...input,
});
const counts = async (input: Partial<FunnelInput> & Pick<FunnelInput, 'steps'>) =>
  (await runFunnel(ctx, ask(input))).steps.map((step) => step.persons);
const did = (person: number, ...events: [name: string, time: string][]): EventRow[] =>
  events.map(([name, time]) => eventRow({ person, name, at: at(time) }));

describe('a funnel', () => {
  it('credits later steps after the range when the first lies in it, unless all must', async () => {
    await clear();
    await insert(
      ...did(1, ['view', '23:50:00']),
      eventRow({ person: 1, name: 'pay', at: '2026-11-11T00:10:00+08:00' }),
    );
    expect(await counts({ steps: steps('view', 'pay') })).toEqual([1, 1]);
    expect(await counts({ steps: steps('view', 'pay'), rangePolicy: 'all' })).toEqual([1, 0]);
    expect(await counts({ steps: steps('view', 'pay'), window: 'day' })).toEqual([1, 0]);
    expect(await counts({ steps: steps('view', 'pay'), from: '2026-11-11', to: '2026-11-11' })).toEqual([0, 0]);
    expect(await counts({ steps: steps('view', 'pay'), asOf: DAY })).toEqual([1, 0]);
  });

  it('counts an event that was stored twice once', async () => {
    await clear();
    const [first] = did(1, ['a', '10:00:00']);
    if (first) {
      await insert(first);
      await insert({ ...first, received_at: first.received_at + 5 });
    }
    expect(await counts({ steps: steps('a', 'a') })).toEqual([1, 0]);
    expect(await counts({ steps: steps('a', 'a'), order: 'any' })).toEqual([1, 0]);
    await insert(...did(1, ['b', '10:01:00']), ...did(1, ['c', '10:02:00']));
    expect(await counts({ steps: steps('a', 'b', 'c'), order: 'strict' })).toEqual([1, 1, 1]);
  });

  it('takes steps by their properties', async () => {
    await clear();
    const of = (person: number, name: string, time: string, city: string) =>
      eventRow({ person, name, at: at(time), props: JSON.stringify({ city }) });
    await insert(of(1, 'view', '10:00:00', 'sh'), of(1, 'view', '10:01:00', 'bj'), of(2, 'view', '10:00:00', 'bj'));
    const city = (value: string) => [{ property: 'city', op: 'eq' as const, value }];
    const input = [
      { event: 'view', where: city('sh') },
      { event: 'view', where: city('bj') },
    ];
    expect(await counts({ steps: input })).toEqual([1, 1]);
  });

  it('in any order gives each step an event of its own', async () => {
    await clear();
    await insert(
      ...did(1, ['b', '10:00:00'], ['a', '10:01:00']),
      ...did(2, ['a', '10:00:00']),
      ...did(3, ['b', '10:00:00']),
    );
    expect(await counts({ steps: steps('a', 'b'), order: 'any' })).toEqual([3, 1]);
  });

  it('leaves out whoever an excluded event met between the steps', async () => {
    await clear();
    await insert(
      ...did(1, ['signup', '10:00:00'], ['paid', '11:00:00']),
      ...did(2, ['signup', '10:00:00'], ['x', '10:30:00'], ['paid', '11:00:00']),
      ...did(3, ['signup', '10:00:00'], ['x', '10:30:00']),
      ...did(4, ['signup', '10:00:00'], ['x', '13:00:00']),
    );
    const input = {
      steps: steps('signup', 'paid'),
      window: { seconds: 7200 },
      exclusions: [{ event: 'x', from: 0, to: 1 }],
    };
    expect(await counts(input)).toEqual([2, 1]);
  });

  it('tells mean and median of the step times, and conversions', async () => {
    await clear();
    await insert(
      ...did(1, ['a', '10:00:00'], ['b', '10:00:10']),
      ...did(2, ['a', '10:00:00'], ['b', '10:00:20']),
      ...did(3, ['a', '10:00:00'], ['b', '10:01:00']),
      ...did(4, ['a', '10:00:00']),
    );
    const [, second] = (await runFunnel(ctx, ask({ steps: steps('a', 'b') }))).steps;
    expect(second).toMatchObject({
      persons: 3,
      fromPrevious: 0.75,
      fromFirst: 0.75,
      meanSeconds: 30,
      medianSeconds: 20,
    });
  });

  it('refuses what makes no sense', async () => {
    await expect(runFunnel(ctx, ask({ steps: steps('a', 'b'), from: '2026-11-11' }))).rejects.toMatchObject({
      code: 'platform.bad_range',
    });
    const exclusions = [{ event: 'x', from: 1, to: 2 }];
    await expect(runFunnel(ctx, ask({ steps: steps('a', 'b'), exclusions }))).rejects.toMatchObject({
      code: 'analytics.bad_funnel',
    });
  });
});

/** Persons with a handful of events each, many of them at the same instant. */
const someone = fc.array(fc.tuple(fc.integer({ min: 0, max: 14 }), fc.constantFrom('a', 'b', 'c', 'd', 'x')), {
  maxLength: 12,
});
const distinctSteps = fc.shuffledSubarray(['a', 'b', 'c', 'd'], { minLength: 2 });
const window = fc.oneof(
  fc.constant('day' as const),
  fc.integer({ min: 1, max: 9 }).map((n) => ({ seconds: n * 3600 })),
);
const HOUR = 3_600_000;
const MORNING = Date.parse('2026-11-10T08:00:00+08:00');

describe('the set-based form', () => {
  it('gives what walking person by person gives, and both what trying every way gives', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(someone, { minLength: 120, maxLength: 160 }),
        distinctSteps,
        window,
        async (persons, names, window) => {
          await clear();
          // Every two hours from the morning on, over midnight: so windows, days and the range's end all cut.
          const rows = persons.flatMap((events, n) =>
            events.map(([time, name]) =>
              eventRow({ person: n + 1, name, at: new Date(MORNING + time * 2 * HOUR).toISOString() }),
            ),
          );
          await insert(...rows);
          const plan = planFunnel(readRange(ctx, { from: DAY, to: DAY }), ask({ steps: steps(...names), window }));
          expect(fitsSets(plan)).toBe(true);
          const sql = funnelSetsSql(plan);
          const [row] = await ctx.events.query<Record<string, number>>(sql.sql, sql.params);
          const bySets = stepsOfSets(plan, row);
          const walked = await walkFunnel(ctx, plan);
          expect(bySets.map(rounded)).toEqual(walked.map(rounded));
          const rules = rulesFor(names, window);
          const levels = persons.map((events) => tryEveryWay(sorted(events, names), rules)?.level ?? 0);
          expect(bySets.map((step) => step.persons)).toEqual(
            names.map((_, n) => levels.filter((level) => level > n).length),
          );
        },
      ),
      { numRuns: 12 },
    );
  }, 60_000);
});

describe('the form for strict funnels and those in any order', () => {
  it('gives what walking person by person gives, its people too', async () => {
    const night = fc.array(fc.tuple(fc.integer({ min: 0, max: 16 }), fc.constantFrom('a', 'b', 'c', 'd', 'x', 'y')), {
      maxLength: 14,
    });
    const order = fc.constantFrom('strict' as const, 'any' as const);
    await fc.assert(
      fc.asyncProperty(
        fc.array(night, { minLength: 60, maxLength: 90 }),
        distinctSteps,
        window,
        order,
        async (persons, names, window, order) => {
          await clear();
          const rows = persons.flatMap((events, n) =>
            events.map(([time, name]) =>
              eventRow({ person: n + 1, name, at: new Date(MORNING + time * 2 * HOUR).toISOString() }),
            ),
          );
          await insert(...rows);
          await insert(...rows.filter((_, n) => n % 7 === 0));
          const input = ask({ steps: steps(...names), window, order });
          const plan = planFunnel(readRange(ctx, { from: DAY, to: DAY }), input);
          expect(fitsPaths(plan)).toBe(true);
          const found = await funnelByPaths(ctx, plan);
          expect(found.map(rounded)).toEqual((await walkFunnel(ctx, plan)).map(rounded));
          const last = names.length - 1;
          for (const step of [0, last])
            expect(await countPersons(ctx, await personsOfPaths(ctx, plan, step, false))).toBe(found[step]?.persons);
          expect(await countPersons(ctx, await personsOfPaths(ctx, plan, 0, true))).toBe(
            (found[0]?.persons ?? 0) - (found[1]?.persons ?? 0),
          );
        },
      ),
      { numRuns: 5 },
    );
  }, 180_000);

  it('walks everybody where very many did two steps in one instant', async () => {
    await clear();
    const many = Array.from({ length: 1100 }, (_, n) =>
      did(n + 1, ['a', '10:00:00'], ['b', '10:00:00'], ['c', '10:01:00']),
    );
    await insert(...many.flat());
    expect(await counts({ steps: steps('a', 'b', 'c'), order: 'strict' })).toEqual([1100, 1100, 1100]);
  });
});

const rounded = (step: { persons: number; mean: number | null; median: number | null }) => ({
  ...step,
  mean: step.mean === null ? null : Math.round(step.mean * 1000),
});

function rulesFor(names: readonly string[], window: 'day' | { seconds: number }): Rules {
  const midnight = Date.parse('2026-11-11T00:00:00+08:00');
  return {
    steps: names.length,
    order: 'ordered',
    startUntil: midnight,
    deadline: (begun) => (window === 'day' ? midnight - 1 : begun + window.seconds * 1000),
    exclusions: [],
  };
}

function sorted(events: readonly (readonly [number, string])[], names: readonly string[]): FunnelEvent[] {
  const bits = (name: string) => names.reduce((mask, step, n) => (step === name ? mask | (1 << n) : mask), 0);
  return events
    .map(([time, name]) => ({ at: MORNING + time * 2 * HOUR, steps: bits(name), exclusions: name === 'x' ? 1 : 0 }))
    .sort((a, b) => a.at - b.at);
}

/** The plain meaning of an ordered funnel: every chain of different events, later and later, inside the window. */
function tryEveryWay(events: readonly FunnelEvent[], rules: Rules): { level: number; reached: number } | null {
  let best: { level: number; reached: number } | null = null;
  const follow = (used: readonly number[], begun: number, now: number): void => {
    const level = used.length;
    if (!best || level > best.level || (level === best.level && now < best.reached)) best = { level, reached: now };
    if (level === rules.steps) return;
    events.forEach((event, n) => {
      if (used.includes(n) || (event.steps & (1 << level)) === 0) return;
      if (event.at < now || event.at > rules.deadline(begun)) return;
      follow([...used, n], begun, event.at);
    });
  };
  events.forEach((event, n) => {
    if ((event.steps & 1) !== 0 && event.at < rules.startUntil) follow([n], event.at, event.at);
  });
  return best;
}

const rules = (part: Partial<Rules> & Pick<Rules, 'steps'>): Rules => ({
  order: 'ordered',
  startUntil: Number.POSITIVE_INFINITY,
  deadline: (begun) => begun + 6 * HOUR,
  exclusions: [],
  ...part,
});
/** Events at different instants, since ties are judged more kindly. */
const apart = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.constantFrom('a', 'b', 'c', 'x')), {
  maxLength: 12,
  selector: ([time]) => time,
});
const anySteps = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 2, maxLength: 3 });

describe('the furthest attempt', () => {
  it('with steps that repeat is the longest chain of different events', () => {
    fc.assert(
      fc.property(apart, anySteps, (person, names) => {
        const events = sorted(person, names);
        const attempt = furthestAttempt(events, rules({ steps: names.length }));
        const best = tryEveryWay(events, rules({ steps: names.length }));
        expect(attempt && { level: attempt.times.length, reached: attempt.times.at(-1) }).toEqual(best && { ...best });
      }),
      { numRuns: 1500 },
    );
  });

  it('in strict order is a run of neighbours, in which a step may repeat', () => {
    fc.assert(
      fc.property(apart, anySteps, (person, names) => {
        const events = sorted(person, names);
        const strict = rules({ steps: names.length, order: 'strict' });
        const run = (start: number): number => {
          const begun = events[start];
          if (!begun || (begun.steps & 1) === 0) return 0;
          let level = 1;
          for (const event of events.slice(start + 1)) {
            const next = (event.steps & (1 << level)) !== 0 && event.at <= strict.deadline(begun.at);
            const again = (event.steps & (1 << (level - 1))) !== 0;
            if (level === names.length || !(next || again)) break;
            if (next) level += 1;
          }
          return level;
        };
        const longest = Math.max(0, ...events.map((_, n) => run(n)));
        expect(furthestAttempt(events, strict)?.times.length ?? 0).toBe(longest);
      }),
      { numRuns: 1500 },
    );
  });

  it('with exclusions is the furthest that none of them met', () => {
    fc.assert(
      fc.property(apart, fc.integer({ min: 0, max: 1 }), fc.integer({ min: 1, max: 2 }), (person, from, length) => {
        const events = sorted(person, ['a', 'b', 'c']);
        const to = Math.min(2, from + length);
        const excluding = rules({ steps: 3, exclusions: [{ from, to }] });
        const clean = (start: number): number => {
          const begun = events[start];
          if (!begun || (begun.steps & 1) === 0) return 0;
          let level = 1;
          for (const event of events.slice(start + 1)) {
            if (level === 3 || event.at > excluding.deadline(begun.at)) break;
            if (event.exclusions !== 0 && level - 1 >= from && level - 1 < to) return 0;
            if ((event.steps & (1 << level)) !== 0) level += 1;
          }
          return level;
        };
        const longest = Math.max(0, ...events.map((_, n) => clean(n)));
        expect(furthestAttempt(events, excluding)?.times.length ?? 0).toBe(longest);
      }),
      { numRuns: 1500 },
    );
  });

  it('in any order is the most steps with an event each inside one window', () => {
    fc.assert(
      fc.property(apart, anySteps, (person, names) => {
        const events = sorted(person, names);
        const any = rules({ steps: names.length, order: 'any' });
        const most = (left: readonly FunnelEvent[], done: number): number =>
          Math.max(
            0,
            ...left.flatMap((event, n) =>
              names.flatMap((_, step) => {
                if ((event.steps & (1 << step)) === 0 || (done & (1 << step)) !== 0) return [];
                return [1 + most(left.slice(n + 1), done | (1 << step))];
              }),
            ),
          );
        const inWindow = events.map((event, n) =>
          most(
            events.slice(n).filter((e) => e.at <= any.deadline(event.at)),
            0,
          ),
        );
        expect(furthestAttempt(events, any)?.times.length ?? 0).toBe(Math.max(0, ...inWindow));
      }),
      { numRuns: 500 },
    );
  });

  it('is the same however events of one millisecond are sorted, in every order and with exclusions', () => {
    // A property of an event may make it two steps at once, or a step and an exclusion.
    const event = fc.record({
      at: fc.integer({ min: 0, max: 4 }),
      steps: fc.integer({ min: 0, max: 7 }),
      x: fc.boolean(),
    });
    const order = fc.constantFrom('ordered' as const, 'strict' as const, 'any' as const);
    fc.assert(
      fc.property(fc.array(fc.tuple(event, fc.nat()), { maxLength: 9 }), order, (drawn, order) => {
        const sortedBy = (tie: (n: number) => number) =>
          drawn
            .map(([{ at, steps, x }, n]) => ({
              at: at * HOUR,
              steps,
              exclusions: x && order !== 'any' ? 1 : 0,
              tie: tie(n),
            }))
            .sort((a, b) => a.at - b.at || a.tie - b.tie);
        const asked = rules({
          steps: 3,
          order,
          deadline: (begun) => begun + 3 * HOUR,
          exclusions: order === 'any' ? [] : [{ from: 0, to: 1 }],
        });
        const times = (tie: (n: number) => number) => furthestAttempt(sortedBy(tie), asked)?.times;
        expect(times((n) => n)).toEqual(times((n) => -n));
      }),
      { numRuns: 3000 },
    );
  });
});
