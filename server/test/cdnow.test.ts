import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INITIAL_RULES, STAGES, type Stage, stageAt } from '../src/domains/audiences/lifecycle.ts';
import { previewFile, runToEnd, uploadFile } from '../src/domains/imports/testing.ts';
import { signedIn } from '../src/domains/operators/testing.ts';
import { addDays, DAY_MS, dayStart, daysBetween, shanghaiDay } from '../src/platform/calendar.ts';
import { type TestApp, testApp } from '../src/platform/testing/app.ts';

// A real purchase log, imported as an operator does it, and every report over it against a plain script over the file.

const file = path.resolve(import.meta.dirname, '../../../shared/data/cdnow/CDNOW_master.txt');
const present = existsSync(file);
if (!present) console.warn(`left out: the import of CDNOW and the reports over it, for ${file} is not there`);

const FROM = '1997-01-01';
const AS_OF = '1998-06-30';
const END = dayStart(addDays(AS_OF, 1));

type Purchase = { readonly customer: string; readonly day: string; readonly at: Date; readonly fen: number };

const purchases: readonly Purchase[] = present ? readPurchases() : [];
const customers = byCustomer(purchases);
const sorted = [...customers.values()].map((list) => list.toSorted((a, b) => a.at.getTime() - b.at.getTime()));

describe.runIf(present)('CDNOW', { timeout: 300_000 }, () => {
  let app: TestApp;
  let cookie: string;
  let id: string;
  const get = async (address: string) => (await app.call(`GET /api/admin/${address}`, { cookie })).body;

  beforeAll(async () => {
    app = await testApp();
    cookie = (await signedIn(app.ctx)).cookie;
    const bytes = readFileSync(file);
    id = (await uploadFile(app, cookie, 'CDNOW_master.txt', bytes)).body.id;
    await runToEnd(app, cookie, id);
    await app.settle();
  }, 600_000);
  afterAll(async () => app.close());

  it('is recognized and comes in whole, the event store included', async () => {
    expect((await previewFile(app, cookie, id)).suggestion).toEqual({ format: 'cdnow' });
    expect(await get(`imports/${id}`)).toMatchObject({
      state: 'done',
      rows: 69_659,
      doneRows: 69_659,
      members: 23_570,
      orders: 69_659,
      errors: 0,
    });
    const [stored] = await app.ctx.events.query<{ orders: number; persons: number; fen: number }>(
      "select count() as orders, uniqExact(person_no) as persons, sum(value) as fen from events final where name = 'order.paid'",
    );
    expect(stored).toEqual({ orders: 69_659, persons: 23_570, fen: 250_031_563 });
  });

  it('has its members and their figures in the list, and is a finished task', async () => {
    const best = await get('members?sort=spent&limit=1');
    const richest = Math.max(...sorted.map((list) => sum(list.map((one) => one.fen))));
    expect(best.items[0]).toMatchObject({ spent: richest });
    expect((await get('tasks')).items[0]).toMatchObject({ kind: 'import', state: 'done', done: 69_659 });
  });

  it('has the revenue of each month', async () => {
    const { days } = await get(`reports/overview?from=${FROM}&to=${AS_OF}&asOf=${AS_OF}`);
    const figures = (list: readonly { gmv: number; orders: number }[]) => ({
      gmv: sum(list.map((day) => day.gmv)),
      orders: sum(list.map((day) => day.orders)),
    });
    for (const month of months()) {
      const inMonth = purchases.filter((one) => one.day.startsWith(month));
      expect(figures(days.filter((day: { day: string }) => day.day.startsWith(month))), month).toEqual({
        gmv: sum(inMonth.map((one) => one.fen)),
        orders: inMonth.length,
      });
    }
  });

  it.each(['1997-01', '1997-06', '1998-06'])('has the payers of %s, new ones and those who returned', async (month) => {
    const inMonth = purchases.filter((one) => one.day.startsWith(month));
    const { current } = await get(`reports/overview?from=${month}-01&to=${lastOf(month)}&asOf=${AS_OF}`);
    const payers = new Set(inMonth.map((one) => one.customer)).size;
    const newPayers = sorted.filter((list) => list[0]?.day.startsWith(month)).length;
    expect(current).toMatchObject({ payers, newPayers, returningPayers: payers - newPayers });
  });

  it('has the cohorts, the repurchase rate and the intervals', async () => {
    const report = await get(`reports/repurchase?from=${FROM}&to=${AS_OF}&asOf=${AS_OF}`);
    const days = sorted.map((list) => [...new Set(list.map((one) => one.day))]);
    const again = days.filter((list) => list.length > 1);
    expect(again).toHaveLength(11_516);
    expect(report).toMatchObject({ buyers: 23_570, repeatBuyers: 11_516, rate: 11_516 / 23_570 });
    expect(report.cohorts.map(cohortFigures)).toEqual(months().map((month) => plainCohort(month, days)));

    const gaps = again.flatMap((list) => list.slice(1).map((day, n) => daysBetween(list[n] ?? day, day)));
    const { intervals } = report;
    expect(intervals.pairs).toBe(gaps.length);
    expect(intervals.meanDays).toBeCloseTo(sum(gaps) / gaps.length, 6);
    const inOrder = gaps.toSorted((a, b) => a - b);
    for (const [name, level] of [
      ['p10', 0.1],
      ['p25', 0.25],
      ['p50', 0.5],
      ['p75', 0.75],
      ['p90', 0.9],
    ] as const) {
      expect(intervals[name], name).toBeCloseTo(quantile(inOrder, level), 6);
    }
    for (const { from, to, pairs } of intervals.buckets) {
      expect(pairs, `from ${from} days`).toBe(gaps.filter((gap) => gap >= from && (to === null || gap < to)).length);
    }
    for (const { orders, buyers } of report.byOrders) {
      const exactly = sorted.filter((list) => (orders === 10 ? list.length >= 10 : list.length === orders)).length;
      expect(buyers, `${orders} orders`).toBe(exactly);
    }
  });

  it('has the lifecycle stages of any day of the past, and who moved', async () => {
    const compare = '1998-03-31';
    const report = await get(`lifecycle?asOf=${AS_OF}&compare=${compare}`);
    const now = sorted.map((list) => plainStage(list, END));
    const before = sorted.map((list) => plainStage(list, dayStart(addDays(compare, 1))));
    for (const stage of STAGES) {
      const inStage = sorted.filter((_, n) => now[n] === stage);
      expect(
        report.stages.find((one: { stage: Stage }) => one.stage === stage),
        stage,
      ).toMatchObject({
        members: inStage.length,
        orders: inStage.flat().length,
        spent: sum(inStage.flat().map((one) => one.fen)),
      });
    }
    const moves = new Map<string, number>();
    for (const [n, to] of now.entries()) moves.set(`${before[n]} ${to}`, (moves.get(`${before[n]} ${to}`) ?? 0) + 1);
    const told = report.transitions.map((t: { from: string; to: string; members: number }) => [
      `${t.from} ${t.to}`,
      t.members,
    ]);
    expect(new Map(told)).toEqual(moves);
    const gaps = sorted.flatMap((list) => {
      const days = daysOf(list);
      return days.slice(1).map((day, n) => daysBetween(days[n] ?? '', day));
    });
    expect(report.medianInterval).toBe(
      Math.round(
        quantile(
          gaps.toSorted((a, b) => a - b),
          0.5,
        ) * 10,
      ) / 10,
    );
  });

  it('has the eight groups of RFM and the table of scores', async () => {
    for (const cut of ['mean', 'median'] as const) {
      const report = await get(`rfm?asOf=${AS_OF}&windowDays=365&cut=${cut}`);
      const persons = plainRfm(365);
      const middle = (values: readonly number[]) => parting(values, plainMiddle(values));
      const plainMiddle = (values: readonly number[]) =>
        cut === 'mean'
          ? sum(values) / values.length
          : quantile(
              values.toSorted((a, b) => a - b),
              0.5,
            );
      const cuts = {
        recency: plainMiddle(persons.map((p) => p.recency)),
        frequency: middle(persons.map((p) => p.frequency)),
        money: middle(persons.map((p) => p.money)),
      };
      expect(report.members).toBe(persons.length);
      expect(report.cuts.recencyDays).toBeCloseTo(cuts.recency, 6);
      expect(report.cuts.frequency).toBeCloseTo(cuts.frequency, 6);
      expect(report.cuts.money).toBeCloseTo(cuts.money, 3);
      const groupOf = (p: Rfm) =>
        [p.recency <= cuts.recency, p.frequency >= cuts.frequency, p.money >= cuts.money].map(Number).join('');
      for (const group of report.groups) {
        const inGroup = persons.filter((p) => groupOf(p) === group.group);
        expect(group, `${cut} ${group.group}`).toMatchObject({
          members: inGroup.length,
          spent: sum(inGroup.map((p) => p.money)),
        });
      }
      expect(gridOf(report.grid)).toEqual(plainGrid(persons));
    }
  });

  it('tells whom 沉睡唤回 would have reached in the last days of that history', async () => {
    for (const days of [30, 180]) {
      const answer = await app.call('POST /api/admin/playbooks/win_back/dry-run', {
        cookie,
        body: { values: {}, asOf: AS_OF, days },
      });
      const perDay = plainEntries(days);
      const entered = sum([...perDay.values()]);
      expect(entered).toBeGreaterThan(0);
      expect(answer.body).toMatchObject({ days, entered, reached: Math.round(entered * 0.9) });
      expect(new Map(answer.body.perDay.map((d: { day: string; entered: number }) => [d.day, d.entered]))).toEqual(
        perDay,
      );
    }
  });

  it('brings nobody into a journey: what was imported happened long ago', async () => {
    const { items } = await get('journeys');
    expect(items).toEqual([]);
    const [told] = await app.ctx.events.query<{ reasons: string[] }>(
      "select groupUniqArray(JSONExtractString(props, 'reason')) as reasons from events where name = 'stage.entered'",
    );
    expect(told?.reasons).toEqual(['import']);
  });

  it('brings nothing a second time, by the same file or by the same rows in another', async () => {
    expect(await runToEnd(app, cookie, id, { dryRun: true })).toMatchObject({ rows: 69_659, members: 0, orders: 0 });
    expect(await runToEnd(app, cookie, id)).toMatchObject({ state: 'done', members: 0, orders: 0, errors: 0 });
    const part = readFileSync(file, 'latin1').split('\r\n').slice(0, 5000).join('\n');
    const other = (await uploadFile(app, cookie, 'part.txt', part)).body.id;
    expect(await runToEnd(app, cookie, other)).toMatchObject({ rows: 4999, members: 0, orders: 0 });
    await app.settle();
    const [stored] = await app.ctx.events.query<{ events: number }>(
      "select count() as events from events where name = 'order.paid'",
    );
    expect(stored?.events).toBe(69_659);
  }, 600_000);
});

function readPurchases(): Purchase[] {
  return readFileSync(file, 'latin1')
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [customer = '', date = '', , dollars = ''] = line.trim().split(/\s+/);
      const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
      return { customer, day, at: new Date(`${day}T12:00:00+08:00`), fen: Math.round(Number(dollars) * 100) };
    });
}

function byCustomer(list: readonly Purchase[]): Map<string, Purchase[]> {
  const groups = new Map<string, Purchase[]>();
  for (const one of list) groups.set(one.customer, [...(groups.get(one.customer) ?? []), one]);
  return groups;
}

function months(): string[] {
  return Array.from({ length: 18 }, (_, n) => `${1997 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`);
}

function lastOf(month: string): string {
  const [year = 0, nth = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, nth, 0)).toISOString().slice(0, 10);
}

function cohortFigures({ month, buyers, repeatBuyers, within30, within90, gmv }: Record<string, unknown>) {
  return { month, buyers, repeatBuyers, within30, within90, gmv };
}

function plainCohort(month: string, days: readonly (readonly string[])[]) {
  const members = sorted.flatMap((list, n) => (list[0]?.day.startsWith(month) ? [{ list, days: days[n] ?? [] }] : []));
  const within = (limit: number) => {
    if (addDays(lastOf(month), limit) > AS_OF) return null;
    return members.filter((m) => m.days[1] && daysBetween(m.days[0] ?? '', m.days[1]) <= limit).length;
  };
  return {
    month: `${month}-01`,
    buyers: members.length,
    repeatBuyers: members.filter((m) => m.days.length > 1).length,
    within30: within(30),
    within90: within(90),
    gmv: sum(members.flatMap((m) => m.list.map((one) => one.fen))),
  };
}

function plainStage(list: readonly Purchase[], end: Date): Stage {
  const known = list.filter((one) => one.at < end);
  const [first] = known;
  const last = known.at(-1);
  if (!first || !last) return 'none';
  return stageAt({ purchases: daysOf(known).length, firstAt: first.at, lastAt: last.at }, INITIAL_RULES, end).stage;
}

function daysOf(list: readonly Purchase[]): string[] {
  return [...new Set(list.map((one) => one.day))].sort();
}

/** A cut that is the lowest there is gives way to the next. */
function parting(values: readonly number[], cut: number): number {
  const above = values.filter((value) => value > Math.min(...values));
  return cut > Math.min(...values) || above.length === 0 ? cut : Math.min(...above);
}

type Rfm = { readonly recency: number; readonly frequency: number; readonly money: number };

function plainRfm(days: number): Rfm[] {
  const start = dayStart(addDays(AS_OF, 1 - days));
  return sorted.flatMap((list) => {
    const known = list.filter((one) => one.at >= start && one.at < END);
    const last = known.at(-1);
    if (!last) return [];
    const recency = (END.getTime() - last.at.getTime()) / DAY_MS;
    return [{ recency, frequency: daysOf(known).length, money: sum(known.map((one) => one.fen)) }];
  });
}

function plainGrid(persons: readonly Rfm[]): Map<string, number> {
  const cutsOf = (values: readonly number[]) => {
    const inOrder = values.toSorted((a, b) => a - b);
    return [0.2, 0.4, 0.6, 0.8].map((level) => inOrder[Math.floor(level * inOrder.length)] ?? 0);
  };
  const cutsR = cutsOf(persons.map((p) => p.recency));
  const cutsF = cutsOf(persons.map((p) => p.frequency));
  const grid = new Map<string, number>();
  for (const { recency, frequency } of persons) {
    const r = 5 - cutsR.filter((cut) => recency > cut).length;
    const f = 1 + cutsF.filter((cut) => frequency > cut).length;
    grid.set(`${r} ${f}`, (grid.get(`${r} ${f}`) ?? 0) + 1);
  }
  return grid;
}

function gridOf(grid: readonly { r: number; f: number; members: number }[]): Map<string, number> {
  return new Map(grid.map(({ r, f, members }) => [`${r} ${f}`, members]));
}

/** Members who would have fallen silent, by the day: after a day of buying, no other came before the stage would have changed. */
function plainEntries(days: number): Map<string, number> {
  const start = dayStart(addDays(AS_OF, 1 - days));
  const entries = new Map<string, Set<string>>();
  for (const list of sorted) {
    let entered = Number.NEGATIVE_INFINITY;
    const bought = daysOf(list).flatMap((day) => list.find((one) => one.day === day) ?? []);
    for (const [n, { customer, at }] of bought.entries()) {
      const { dueAt } = stageAt({ purchases: n + 1, firstAt: bought[0]?.at ?? at, lastAt: at }, INITIAL_RULES, at);
      const next = bought[n + 1]?.at;
      if (dueAt === null || dueAt < start || dueAt >= END || (next !== undefined && next <= dueAt)) continue;
      if (dueAt.getTime() < entered + 60 * DAY_MS) continue; // the playbook's rest
      entered = dueAt.getTime();
      const day = shanghaiDay(dueAt);
      entries.set(day, (entries.get(day) ?? new Set()).add(customer));
    }
  }
  return new Map([...entries].map(([day, who]) => [day, who.size]));
}

function quantile(inOrder: readonly number[], level: number): number {
  const at = (inOrder.length - 1) * level;
  const low = inOrder[Math.floor(at)] ?? 0;
  return low + ((inOrder[Math.ceil(at)] ?? low) - low) * (at - Math.floor(at));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
