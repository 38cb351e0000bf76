import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ReplayKind, replayCases } from './replay.ts';
import { reportTest } from './testing.ts';

const { ctx } = reportTest();
const oracles = path.resolve(import.meta.dirname, '../../../../../shared/data/oracles');
const present = existsSync(oracles);
if (!present) console.warn(`left out: PostHog's published funnel and retention cases, for ${oracles} is not there`);

describe.runIf(present)("PostHog's published cases", () => {
  it.each([
    ['funnel', 'posthog_funnel_oracle.json', 8],
    ['retention', 'posthog_retention_oracle.json', 5],
  ] as const)(
    'of %ss come out the same',
    async (kind, file, cases) => {
      const result = await replayCases(kind, path.join(oracles, file), ctx.events);
      expect(result.differences).toEqual([]);
      expect(result).toMatchObject({ failed: 0 });
      expect(result.passed).toBeGreaterThanOrEqual(cases);
    },
    60_000,
  );
});

describe('a replay', () => {
  const play = async (kind: ReplayKind, cases: unknown) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'huoshui-replay-'));
    const file = path.join(folder, 'cases.json');
    await writeFile(file, JSON.stringify({ cases }));
    return replayCases(kind, file, ctx.events).finally(async () => rm(folder, { recursive: true }));
  };
  const funnel = (counts: number[]) => ({
    name: 'one',
    order: 'ordered',
    steps: ['a', 'b'],
    window_seconds: 60,
    date_range: null,
    users: {
      '3 users': [
        [0, 'a'],
        [60, 'b'],
      ],
      late: [
        [0, 'a'],
        [61, 'b'],
      ],
    },
    expected: { counts, avg_conversion_s: [null, 60] },
  });

  it('says which case differs and how', async () => {
    expect(await play('funnel', [funnel([4, 3]), funnel([4, 4])])).toEqual({
      passed: 1,
      failed: 1,
      differences: [{ case: 'one', what: 'counts', expected: [4, 4], actual: [4, 3] }],
    });
  });

  it('counts days in the zone of the case', async () => {
    const events = [
      ['p', '2026-03-01T15:30:00Z'],
      ['p', '2026-03-01T16:30:00Z'],
    ];
    const one = { name: 'z', period: 'Day', date_to: '2026-03-02', intervals: 2, type: 'recurring', events };
    const cases = [
      { ...one, tz: 'Asia/Shanghai', expected_triangle: [[1, 1], [1]] },
      { ...one, tz: 'UTC', expected_triangle: [[1, 0], [0]] },
      { ...one, tz: 'America/Los_Angeles', expected_triangle: [[1, 0], [0]] },
    ];
    expect(await play('retention', cases)).toMatchObject({ passed: 3, differences: [] });
  });

  it('refuses a field that it does not know, and a case that expects nothing', async () => {
    const one = funnel([4, 3]);
    await expect(play('funnel', [{ ...one, breakdown: 'city' }])).rejects.toThrow(/no file of cases: .*breakdown/);
    const misspelt = { ...one, exclusions: [{ event: 'x', form: 0, to: 1 }] };
    await expect(play('funnel', [misspelt])).rejects.toThrow(/no file of cases/);
    await expect(play('funnel', [{ ...one, expected: {} }])).rejects.toThrow(/no file of cases/);
    const day = {
      name: 'z',
      period: 'Day',
      tz: 'UTC',
      date_to: '2026-03-02',
      intervals: 2,
      type: 'recurring',
      events: [],
    };
    await expect(play('retention', [day])).rejects.toThrow(/cases\/0 expects nothing/);
    await expect(play('retention', [])).rejects.toThrow(/no file of cases/);
  });

  it('takes a case without counts, and says who reached a step', async () => {
    const one = { ...funnel([]), expected: { step2: ['3 users', '3 users', '3 users'] } };
    expect(await play('funnel', [one, { ...one, expected: { avg_conversion_s: [null, 60] } }])).toMatchObject({
      passed: 2,
    });
    expect(await play('funnel', [{ ...one, expected: { step2: ['late'] } }])).toEqual({
      passed: 0,
      failed: 1,
      differences: [
        { case: 'one', what: 'who reached step 2', expected: ['late'], actual: ['3 users', '3 users', '3 users'] },
      ],
    });
  });

  it('looks at the whole last week or month, whichever of its days a case names', async () => {
    const events = [
      ['p', '2026-03-03T01:00:00Z'],
      ['p', '2026-03-14T01:00:00Z'],
      ['q', '2026-03-15T23:00:00Z'],
    ];
    const cases = ['2026-03-09', '2026-03-11', '2026-03-15'].map((date_to) => ({
      name: date_to,
      period: 'Week',
      tz: 'UTC',
      date_to,
      intervals: 2,
      type: 'recurring',
      events,
      expected_triangle: [[1, 1], [2]],
    }));
    expect(await play('retention', cases)).toMatchObject({ passed: 3, differences: [] });
  });

  it('begins weeks on the day that the case says', async () => {
    // 2026-03-08 is a Sunday.
    const events = [
      ['p', '2026-03-07T12:00:00Z'],
      ['p', '2026-03-08T12:00:00Z'],
    ];
    const one = {
      name: 'w',
      period: 'Week',
      tz: 'UTC',
      date_to: '2026-03-10',
      intervals: 2,
      type: 'recurring',
      events,
    };
    const cases = [
      { ...one, expected_triangle: [[1, 0], [0]] },
      { ...one, week_start: 'Monday', expected_triangle: [[1, 0], [0]] },
      { ...one, week_start: 'Sunday', expected_triangle: [[1, 1], [1]] },
    ];
    expect(await play('retention', cases)).toMatchObject({ passed: 3, differences: [] });
    const life = { name: 'l', period: 'Week', tz: 'UTC', date_from: '2026-03-01', date_to: '2026-03-10', events };
    const told = [
      { ...life, week_start: 'Sunday', expected: { new: [1, 0], returning: [0, 1] } },
      {
        ...life,
        week_start: 'Monday',
        date_from: '2026-03-02',
        expected: { new: [1, 0], returning: [0, 0], dormant: [0, -1] },
      },
    ];
    expect(await play('lifecycle', told)).toMatchObject({ passed: 2, differences: [] });
  });

  it('tells who is new, returns, comes back or has gone, day by day', async () => {
    // After PostHog's own cases: p1 on the 11th to 13th, 15th, 17th, 19th; p2 on the 9th and 12th; p3 and p4 once.
    const days = { p1: [11, 12, 13, 15, 17, 19], p2: [9, 12], p3: [12], p4: [15] };
    const events = Object.entries(days).flatMap(([who, on]) =>
      on.map((day) => [who, `2020-01-${String(day).padStart(2, '0')}T12:00:00Z`]),
    );
    const one = { name: 'd', period: 'Day', tz: 'UTC', date_from: '2020-01-12', date_to: '2020-01-19', events };
    const expected = {
      new: [1, 0, 0, 1, 0, 0, 0, 0],
      returning: [1, 1, 0, 0, 0, 0, 0, 0],
      resurrecting: [1, 0, 0, 1, 0, 1, 0, 1],
      dormant: [0, -2, -1, 0, -2, 0, -1, 0],
    };
    expect(await play('lifecycle', [{ ...one, expected }])).toEqual({ passed: 1, failed: 0, differences: [] });
    expect(await play('lifecycle', [{ ...one, expected: { new: [9] } }])).toMatchObject({ failed: 1 });
  });

  it('walks paths from their beginning, from a point on and up to one', async () => {
    const users = {
      p1: [
        [0, '/'],
        [60, '/pricing'],
        [120, '/checkout'],
        [7200, '/'],
        [7260, '/about'],
      ],
      '2 users': [
        [0, '/'],
        [10, '/'],
        [60, '/about'],
      ],
    };
    const edge = (source: string, target: string, value: number) => ({ source, target, value });
    const one = { name: 'p', users };
    const cases = [
      {
        ...one,
        expected: [edge('1_/', '2_/about', 3), edge('1_/', '2_/pricing', 1), edge('2_/pricing', '3_/checkout', 1)],
      },
      { ...one, start_point: '/pricing', expected: [edge('1_/pricing', '2_/checkout', 1)] },
      { ...one, end_point: '/about', expected: [edge('2_/', '1_/about', 3)] },
      { ...one, end_point: '/about', step_limit: 3, expected: [edge('2_/', '1_/about', 3), edge('3_~end', '2_/', 3)] },
      {
        ...one,
        start_point: '/',
        collapse: false,
        step_limit: 2,
        expected: [edge('1_/', '2_/', 2), edge('1_/', '2_/about', 1), edge('1_/', '2_/pricing', 1)],
      },
    ];
    expect(await play('paths', cases)).toEqual({ passed: 5, failed: 0, differences: [] });
  });

  it('refuses a file of another kind', async () => {
    await expect(play('retention', [funnel([1])])).rejects.toThrow(/no file of cases/);
  });
});
