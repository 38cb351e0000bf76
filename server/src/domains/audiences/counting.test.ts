import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, DAY_MS, shanghaiDay } from '../../platform/calendar.ts';
import { inTransaction } from '../../platform/db.ts';
import { testApp } from '../../platform/testing/app.ts';
import { memberImport } from '../members/index.ts';
import { becomeOne, createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { INITIAL_RULES, STAGES, stageAt } from './lifecycle.ts';
import { announcePaid, announceRefunded } from './testing.ts';

const app = await testApp();
const { ctx } = app;
let cookie: string;
beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
});
const get = async (address: string) => (await app.call(`GET /api/admin/${address}`, { cookie })).body;
/** A file that somebody downloads, as rows by the words of its columns. */
async function file(address: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const { text } = await app.call(`GET /api/admin/${address}`, { cookie });
  const [header = [], ...rows] = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split('\r\n')
    .map((line) => line.split(',').map((cell) => cell.replace(/^"(.*)"$/, '$1')));
  return rows.map((row) => Object.fromEntries(header.map((word, n) => [word, row[n] ?? ''])));
}
/** A column of it summed up; yuan as fen. */
const sumOf = (rows: Awaited<ReturnType<typeof file>>, word: string) =>
  sum(rows.map((row) => Math.round(Number(row[word] ?? 'NaN') * (word.endsWith('(元)') ? 100 : 1))));
const ago = (days: number) => new Date(ctx.now().getTime() - days * DAY_MS);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** What an order came to, told plainly. */
type Kept = { readonly at: Date; readonly amount: number; readonly back: number; readonly whole: boolean };
type Figures = { readonly member: TestMember; readonly kept: readonly Kept[] };
const everyone: Figures[] = [];

const counts = ({ amount, back, whole }: Kept) => !whole && (amount === 0 || back < amount);
const ordersOf = ({ kept }: Figures) => kept.filter(counts);
const spentOf = ({ kept }: Figures) => sum(kept.map((one) => one.amount - one.back));
/** All orders of one day are one purchase. */
const purchasesOf = (figures: Figures) => new Set(ordersOf(figures).map((one) => shanghaiDay(one.at))).size;
function stageOf(figures: Figures) {
  const at = ordersOf(figures).map((one) => one.at.getTime());
  const purchases = {
    purchases: purchasesOf(figures),
    firstAt: new Date(Math.min(...at)),
    lastAt: new Date(Math.max(...at)),
  };
  return stageAt(at.length > 0 ? purchases : null, INITIAL_RULES, ctx.now()).stage;
}

const order = fc.record({
  daysAgo: fc.integer({ min: 2, max: 300 }),
  amount: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20_000 })),
  /** Shares of what is left at each time, in percent; the last may take all. */
  parts: fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 3 }),
  all: fc.boolean(),
  /** The way is not given back: nothing of the goods is left, but some of the money. */
  keepsFee: fc.boolean(),
});
const history = fc.array(order, { maxLength: 5 });
type Order = typeof order extends fc.Arbitrary<infer T> ? T : never;

async function live(member: TestMember, one: Order): Promise<Kept> {
  const at = ago(one.daysAgo);
  const orderId = await announcePaid(ctx, member, { amount: one.amount, at });
  let left = one.amount;
  let whole = false;
  for (const [n, share] of one.parts.entries()) {
    const last = n === one.parts.length - 1;
    const everything = last && one.all;
    const part = everything && !one.keepsFee ? left : Math.floor((left * share) / 100);
    left -= part;
    whole = whole || everything;
    await announceRefunded(ctx, member, {
      orderId,
      amount: part,
      at: new Date(at.getTime() + (n + 1) * 3_600_000),
      whole,
    });
  }
  return { at, amount: one.amount, back: one.amount - left, whole };
}

async function compareAll(): Promise<void> {
  await app.settle();
  const today = shanghaiDay(ctx.now());
  const range = `from=${addDays(today, -330)}&to=${today}`;
  const buyers = everyone.filter((one) => ordersOf(one).length > 0);
  const orders = sum(everyone.map((one) => ordersOf(one).length));
  const spent = sum(everyone.map(spentOf));

  const list = await get('members?limit=200&sort=spent');
  for (const one of everyone) {
    const row = list.items.find((item: { id: string }) => item.id === one.member.id);
    const figures = { orders: ordersOf(one).length, spent: spentOf(one), stage: stageOf(one) };
    expect(row).toMatchObject(figures);
  }
  for (const one of everyone.slice(-3)) {
    const page = await get(`members/${one.member.id}`);
    const at = ordersOf(one).map((kept) => kept.at.getTime());
    expect(page).toMatchObject({
      orders: at.length,
      spent: spentOf(one),
      stage: stageOf(one),
      averageOrder: at.length > 0 ? Math.round(spentOf(one) / at.length) : null,
      firstPaidAt: at.length > 0 ? new Date(Math.min(...at)).toISOString() : null,
      lastPaidAt: at.length > 0 ? new Date(Math.max(...at)).toISOString() : null,
    });
  }

  const overview = await get(`reports/overview?${range}`);
  expect(overview.current).toMatchObject({
    orders,
    spent,
    payers: buyers.length,
    newPayers: buyers.length,
    gmv: sum(everyone.flatMap((one) => one.kept.map((kept) => kept.amount))),
    refunds: sum(everyone.flatMap((one) => one.kept.map((kept) => kept.back))),
    orderValue: orders > 0 ? Math.round(spent / orders) : null,
  });
  for (const figure of ['orders', 'spent', 'gmv', 'refunds', 'newPayers'] as const)
    expect(sum(overview.days.map((day: Record<string, number>) => day[figure] ?? 0))).toBe(overview.current[figure]);

  const repurchase = await get(`reports/repurchase?${range}`);
  expect(repurchase.buyers).toBe(buyers.length);
  expect(sum(repurchase.cohorts.map((cohort: { spent: number }) => cohort.spent))).toBe(sum(buyers.map(spentOf)));
  for (const { orders: n, buyers: told } of repurchase.byOrders)
    expect(told, `${n} orders`).toBe(buyers.filter((one) => ordersOf(one).length === n).length);

  const lifecycle = await get('lifecycle');
  for (const stage of STAGES) {
    const inStage = everyone.filter((one) => stageOf(one) === stage);
    expect(lifecycle.stages.find((row: { stage: string }) => row.stage === stage)).toMatchObject({
      members: inStage.length,
      orders: sum(inStage.map((one) => ordersOf(one).length)),
      spent: sum(inStage.map(spentOf)),
    });
    const behind = await get(`people/audiences.stage?values={"stage":"${stage}"}&limit=200`);
    expect(behind.items.map((item: { id: string }) => item.id).sort()).toEqual(
      inStage.map((one) => one.member.id).sort(),
    );
  }

  const rfm = await get('rfm?windowDays=365');
  expect(rfm.members).toBe(buyers.length);
  expect(sum(rfm.groups.map((group: { spent: number }) => group.spent))).toBe(sum(buyers.map(spentOf)));
  expect(sum(rfm.grid.map((cell: { members: number }) => cell.members))).toBe(buyers.length);
  const often = sum(
    rfm.groups.map((group: { averageFrequency: number; members: number }) => group.averageFrequency * group.members),
  );
  expect(often).toBeCloseTo(sum(buyers.map(purchasesOf)), 6);
}

/** What somebody downloads says the same. */
async function compareFiles(): Promise<void> {
  const today = shanghaiDay(ctx.now());
  const range = `from=${addDays(today, -330)}&to=${today}`;
  const orders = sum(everyone.map((one) => ordersOf(one).length));
  const spent = sum(everyone.map(spentOf));
  const days = await file(`reports/overview/export.csv?${range}`);
  expect([sumOf(days, '订单数'), sumOf(days, '消费(元)'), sumOf(days, '退款(元)'), sumOf(days, 'GMV(元)')]).toEqual([
    orders,
    spent,
    sum(everyone.flatMap((one) => one.kept.map((kept) => kept.back))),
    sum(everyone.flatMap((one) => one.kept.map((kept) => kept.amount))),
  ]);
  const buyers = everyone.filter((one) => ordersOf(one).length > 0);
  const ofBuyers = sum(buyers.map(spentOf));
  const cohorts = await file(`reports/repurchase/export.csv?${range}`);
  expect([sumOf(cohorts, '首购人数'), sumOf(cohorts, '累计消费(元)')]).toEqual([buyers.length, ofBuyers]);
  const groups = await file('rfm/export.csv?windowDays=365');
  expect([sumOf(groups, '会员数'), sumOf(groups, '消费(元)')]).toEqual([buyers.length, ofBuyers]);
  const stages = await file('lifecycle/export.csv');
  expect([sumOf(stages, '订单数'), sumOf(stages, '累计消费(元)')]).toEqual([orders, spent]);
  for (const stage of STAGES) {
    const people = await file(`people/audiences.stage/export.csv?values={"stage":"${stage}"}`);
    const inStage = everyone.filter((one) => stageOf(one) === stage);
    expect([stage, people.length, sumOf(people, '订单数'), sumOf(people, '累计消费(元)')]).toEqual([
      stage,
      inStage.length,
      sum(inStage.map((one) => ordersOf(one).length)),
      sum(inStage.map(spentOf)),
    ]);
    const hers = new Map(people.map((row) => [row.会员号, row]));
    for (const one of inStage) expect(hers.get(one.member.id)?.订单数).toBe(String(ordersOf(one).length));
  }
}

describe('orders, spent and stage', () => {
  it('are the same numbers on the member page, in lists, in every report and in every file, whatever is given back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(history, { minLength: 1, maxLength: 5 }), async (histories) => {
        for (const one of histories) {
          const member = await createMember(ctx);
          const kept: Kept[] = [];
          for (const order of one) kept.push(await live(member, order));
          everyone.push({ member, kept });
        }
        await compareAll();
        await compareFiles();
      }),
      { numRuns: 4, endOnFailure: true },
    );
  }, 180_000);

  it('of two parts that give everything back, and of a first order given back whole before a second: one purchase', async () => {
    const [parts, second] = [await createMember(ctx), await createMember(ctx)];
    const whole = { daysAgo: 20, amount: 9000, keepsFee: false, all: true };
    const first = await live(parts, { ...whole, parts: [50, 100] });
    const gone = await live(second, { ...whole, daysAgo: 40, parts: [100] });
    const kept = await live(second, { ...whole, daysAgo: 5, all: false, parts: [] });
    everyone.push({ member: parts, kept: [first] }, { member: second, kept: [gone, kept] });
    await compareAll();
    expect(await get(`members/${parts.id}`)).toMatchObject({ orders: 0, spent: 0, stage: 'none', firstPaidAt: null });
    expect(await get(`members/${second.id}`)).toMatchObject({ orders: 1, spent: 9000, stage: 'new' });
  });

  it('follow a member whose two records became one, with an order that was told of the record that is gone', async () => {
    const [older, newer] = [await createMember(ctx), await createMember(ctx)];
    const plain = { amount: 3000, keepsFee: false, all: false, parts: [] };
    const kept = [await live(older, { ...plain, daysAgo: 30 }), await live(newer, { ...plain, daysAgo: 10 })];
    await app.settle();
    await becomeOne(ctx, older, newer);
    kept.push(await live(newer, { ...plain, daysAgo: 3 }));
    everyone.push({ member: older, kept });
    await compareAll();
  });

  it('on a day of the past are those of that day, and the list behind a bar is of the same persons', async () => {
    await inTransaction(ctx, async (ctx) =>
      memberImport.bring(ctx, [{ external: 'nobody', joinedAt: ago(400) }], 'past'),
    );
    await app.settle();
    const asOf = shanghaiDay(ago(60));
    const report = await get(`lifecycle?asOf=${asOf}`);
    for (const { stage, members } of report.stages) {
      const behind = await get(`people/audiences.stage?values={"stage":"${stage}","asOf":"${asOf}"}&limit=200`);
      expect([stage, behind.persons, behind.total, behind.items.length]).toEqual([stage, members, members, members]);
    }
    expect(sum(report.stages.map((row: { members: number }) => row.members))).toBeGreaterThan(0);
    expect((await app.call('GET /api/admin/lifecycle?asOf=2026-02-30', { cookie })).body.error.code).toBe(
      'platform.bad_input',
    );
  });

  it('open as many people as they count: every move between stages, group and score, today and on a day of the past', async () => {
    const compared = { lifecycle: 0, rfm: 0 };
    const empty = new Map<string, number>();
    const opens = async (name: string, values: object, count: number) => {
      // Most cells are empty: that one of them opens nobody is seen at the first few of a kind.
      if (count === 0) empty.set(name, (empty.get(name) ?? 0) + 1);
      if (count === 0 && (empty.get(name) ?? 0) > 4) return;
      const { persons } = await get(`people/audiences.${name}?limit=1&values=${JSON.stringify(values)}`);
      expect([name, values, persons]).toEqual([name, values, count]);
    };
    // Each of both cuts on one of both days: every question opens the event store anew.
    const days = [
      { asOf: shanghaiDay(ctx.now()), cut: 'mean' },
      { asOf: shanghaiDay(ago(60)), cut: 'median' },
    ];
    for (const { asOf, cut } of days) {
      const { transitions, compareTo: compare } = await get(`lifecycle?asOf=${asOf}`);
      for (const { from, to, members } of transitions) await opens('moved', { from, to, compare, asOf }, members);
      for (const from of STAGES) {
        const row = transitions.filter((move: { from: string }) => move.from === from);
        await opens('moved', { from, compare, asOf }, sum(row.map((move: { members: number }) => move.members)));
      }
      compared.lifecycle += transitions.length;
      const asked = { asOf, windowDays: 300, cut };
      const { groups } = await get(`rfm?${new URLSearchParams({ ...asked, windowDays: '300' })}`);
      for (const { group, members } of groups) await opens('rfm_group', { group, ...asked }, members);
      const { grid } = await get(`rfm?asOf=${asOf}&windowDays=300`);
      for (const { r, f, members } of grid) await opens('rfm_score', { r, f, asOf, windowDays: 300 }, members);
      compared.rfm += grid.length;
    }
    expect(compared.lifecycle).toBeGreaterThan(2);
    expect(compared.rfm).toBeGreaterThan(2);
  }, 180_000);
});
