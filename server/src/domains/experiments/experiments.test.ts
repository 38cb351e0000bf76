import type { Draft } from '@huoshui/contracts/form';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../platform/calendar.ts';
import { meanOf } from '../../platform/inference/mean.ts';
import { readArms, readAsUsual } from '../../platform/inference/read-arms.ts';
import { testApp } from '../../platform/testing/app.ts';
import { announcePaid, announceRefunded, createCoupon } from '../coupons/testing.ts';
import { becomeOne, createMember, signedInAgain, type TestMember } from '../members/testing.ts';
import { placementsTest } from '../placements/testing.ts';
import { change, experimentValues } from './testing.ts';

const app = await testApp();
const { ctx } = app;
vi.setConfig({ testTimeout: 300_000 });

const { admin, live, tell } = placementsTest(app);
const api = '/api/admin/experiments';
const create = async (placement: string, values = {}, versions?: Readonly<Record<string, Draft>>) =>
  admin(`POST ${api}`, experimentValues(placement, values, versions));
/** What a page gives her, and that it was on her screen. */
async function sees(her: TestMember) {
  const { body } = await app.call('GET /api/shop/placements?page=home', { token: her.token });
  const [first] = body.items;
  if (first) await tell(her, first.id, 'showings');
  return first;
}
const exposures = async (id: string) => {
  const { rows } = await sql<{ personNo: number; arm: number; tester: boolean }>`
    select x.person_no, x.arm, x.tester from experiments.exposure x
    join experiments.experiment e on e.no = x.experiment_no where e.id = ${id} order by 1
  `.execute(ctx.db);
  return rows;
};

describe('an experiment of two coupons on a pop-up', () => {
  let [placement, experiment] = ['', ''];
  let all: TestMember[] = [];
  const coupons = { ten: '', fifteen: '' };

  beforeAll(async () => {
    coupons.ten = (await createCoupon(ctx, { name: '十元券' })).id;
    coupons.fifteen = (await createCoupon(ctx, { name: '十五元券', discount: { kind: 'amount', amount: 1_500 } })).id;
    [placement = ''] = await live({ target: 'coupon', coupon: coupons.ten, title: '领 10 元' });
    const made = await create(
      placement,
      { guards: ['closed'] },
      { 十五元: change({ coupon: coupons.fifteen, title: '领 15 元' }) },
    );
    expect([made.status, made.body.error]).toEqual([200, undefined]);
    experiment = made.body.id;
    all = await Promise.all(Array.from({ length: 80 }, async () => createMember(ctx)));
  });

  it('is seen by nobody before it begins; then each sees her arm again and again, and a tap takes what was on her screen', async () => {
    const [first, second] = all;
    if (!first || !second) throw new Error('nobody');
    expect([(await sees(first)).title, (await sees(second)).title]).toEqual(['领 10 元', '领 10 元']);
    expect(await exposures(experiment)).toEqual([]);
    const begun = await admin(`POST ${api}/${experiment}/start`, {});
    expect([begun.status, begun.body.state]).toEqual([200, 'running']);
    for (const her of all) {
      const { title, targetId } = await sees(her);
      if (her.personNo % 5 === 0) expect(await sees(her)).toMatchObject({ title, targetId });
      expect(targetId).toBe(title === '领 15 元' ? coupons.fifteen : coupons.ten);
    }
    const rows = await exposures(experiment);
    const others = rows.filter(({ arm }) => arm === 1);
    expect([rows.length, others.length > 22, others.length < 58]).toEqual([80, true, true]);
    const richer = all.find(({ personNo }) => personNo === others[0]?.personNo);
    if (!richer) throw new Error('nobody in the arm');
    expect(await tell(richer, placement, 'taps')).toMatchObject({ answer: 'taken', words: { zh: '十五元券' } });
    const { body } = await admin(`GET /api/admin/members/${richer.id}/timeline`);
    expect(body.items.map(({ title }: { title: { zh: string } }) => title.zh).join()).toContain('的版本「十五元」');
  });

  it('is read as counting by hand says: orders of the week after it was seen, less what was given back', async () => {
    const rows = await exposures(experiment);
    const armOf = new Map(rows.map(({ personNo, arm }) => [personNo, arm]));
    const spent = new Map<number, number[]>();
    const book = (her: TestMember, amount: number) =>
      spent.set(her.personNo, [...(spent.get(her.personNo) ?? []), amount]);
    await app.advance(MINUTE_MS);
    for (const [at, her] of all.entries()) {
      const kind = (her.personNo * 7 + at) % 5;
      if (kind === 0) continue;
      const order = { orderId: `ord_${her.personNo}_a`, person: her, amount: 3_000 + 100 * (at % 17) };
      if (kind === 1 && armOf.get(her.personNo) === 0) continue;
      await announcePaid(ctx, order);
      if (kind === 2) await announceRefunded(ctx, { ...order, whole: true });
      else if (kind === 3) {
        await announceRefunded(ctx, { ...order, amount: 500, whole: false });
        book(her, order.amount - 500);
      } else book(her, order.amount);
      if (kind === 4 && at % 2 === 0) {
        const more = { orderId: `ord_${her.personNo}_b`, person: her, amount: 2_000 };
        await announcePaid(ctx, more);
        book(her, more.amount);
      }
    }
    await app.advance(8 * DAY_MS);
    for (const her of all.slice(0, 20))
      await announcePaid(ctx, { orderId: `ord_${her.personNo}_late`, person: her, amount: 9_900 });
    await app.settle();
    const { status, body } = await admin(`GET ${api}/${experiment}/reading`);
    expect([status, body.error]).toEqual([200, undefined]);
    const naive = [0, 1].map((arm) => {
      const people = all.filter(({ personNo }) => armOf.get(personNo) === arm);
      const each = people.map(({ personNo }) => spent.get(personNo) ?? []);
      const sums = each.map((orders) => orders.reduce((sum, one) => sum + one, 0));
      const add = (of: readonly number[]) => of.reduce((sum, one) => sum + one, 0);
      return {
        n: people.length,
        buyers: each.filter((orders) => orders.length > 0).length,
        orders: add(each.map(({ length }) => length)),
        sum: add(sums),
        squares: add(sums.map((one) => one * one)),
      };
    });
    const metric = (name: string) => body.metrics.find((one: { metric: string }) => one.metric === name);
    expect(body.arms.map(({ people }: { people: number }) => people)).toEqual(naive.map(({ n }) => n));
    expect(metric('bought').values).toEqual(naive.map(({ n, buyers }) => buyers / n));
    expect(metric('orders').values).toEqual(naive.map(({ n, orders }) => orders / n));
    for (const [arm, { sum, orders, n, squares }] of naive.entries()) {
      expect(metric('revenue').values[arm]).toBeCloseTo(meanOf({ n, sum, squares }).mean, 6);
      expect(metric('basket').values[arm]).toBeCloseTo(sum / orders, 6);
    }
    // Nobody had bought before: nothing is adjusted, so it is the plain comparison of means.
    const [plain] = readArms({ metric: 'mean', arms: naive }, { ...readAsUsual, correction: 'holm' });
    if (typeof plain !== 'object') throw new Error('not read');
    expect(metric('revenue').against[0].estimate).toBeCloseTo(plain.estimate, 9);
    expect([metric('revenue').against[0].low, metric('revenue').against[0].high]).toEqual(
      plain.interval.map((bound) => expect.closeTo(bound, 9)),
    );
    expect(metric('tapped').values.filter((value: number) => value > 0)).toHaveLength(1);
    expect([metric('bought').role, metric('closed').role, metric('orders').role]).toEqual(['goal', 'guard', 'other']);
    expect([body.open, body.inBoth, body.ratio.state]).toEqual([0, 0, 'fine']);
    expect(body.verdict.text.zh).not.toBe('');
  });

  it('keeps a tester out of the figures, and who turns out to be one person in two arms', async () => {
    const tester = await createMember(ctx);
    await admin(`PUT /api/admin/members/${tester.id}/tester`, { tester: true });
    await sees(signedInAgain(ctx, tester));
    const rows = await exposures(experiment);
    const before = rows.length;
    expect(rows.filter((row) => row.tester)).toHaveLength(1);
    const find = (arm: number) =>
      all.find(({ personNo }) => rows.some((row) => row.personNo === personNo && row.arm === arm));
    const [one, other] = [find(0), find(1)];
    if (!one || !other) throw new Error('both arms have somebody');
    await becomeOne(ctx, one, other);
    await app.settle();
    const { body } = await admin(`GET ${api}/${experiment}/reading`);
    const people = body.arms.reduce((sum: number, each: { people: number }) => sum + each.people, 0);
    expect([people, body.inBoth]).toEqual([78, 1]);
    expect(await exposures(experiment)).toHaveLength(before);
    expect((await sees(signedInAgain(ctx, one)))?.title).toBe('领 10 元');
  });

  it('while it runs is not changed, nor what it is about; its end takes the arm over for everybody, once, and says so', async () => {
    const values = experimentValues(placement, { name: '另一个' });
    expect((await admin(`PUT ${api}/${experiment}`, values)).body.error.code).toBe('experiments.begun');
    const stands = (await admin(`GET /api/admin/placements/${placement}`)).body;
    const refused = await admin(`PUT /api/admin/placements/${placement}`, { ...stands.values, title: '别的标题' });
    expect(refused.body.error.details.problems[0].at).toBe('title');
    const second = (await create(placement)).body.id;
    expect((await admin(`POST ${api}/${second}/start`, {})).body.error.code).toBe('experiments.occupied');
    expect((await admin(`POST ${api}/${experiment}/end`, { winner: 3, learnt: '' })).body.error.code).toBe(
      'experiments.no_arm',
    );
    const end = async () => admin(`POST ${api}/${experiment}/end`, { winner: 1, learnt: '15 元更划算' });
    const ended = await Promise.all([end(), end()]);
    expect(ended.map(({ status }) => status).sort()).toEqual([200, 409]);
    const after = (await admin(`GET /api/admin/placements/${placement}`)).body;
    expect([after.values.coupon, after.title, after.revision]).toEqual([
      coupons.fifteen,
      '领 15 元',
      stands.revision + 1,
    ]);
    const { body } = await admin(`GET ${api}/${experiment}`);
    expect(body).toMatchObject({ state: 'ended', winner: 1, learnt: '15 元更划算' });
    expect((await sees(await createMember(ctx))).title).toBe('领 15 元');
    const log = await admin('GET /api/admin/audit');
    expect(JSON.stringify(log.body.items[0].summary)).toContain('采用版本「十五元」');
    const found = await admin(`GET ${api}?q=${encodeURIComponent('更划算')}`);
    expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([experiment]);
  });
});

describe('before it begins', () => {
  it('what an arm cannot have is said at its field, and one that changes nothing is none', async () => {
    const [id = ''] = await live({ target: 'coupons' });
    const granted = (await createCoupon(ctx, { channel: 'grant' })).id;
    const at = async (values: object, versions?: Readonly<Record<string, Draft>>) =>
      (await create(id, values, versions)).body.error.details.problems[0].at;
    expect(await at({}, { B: change({ coupon: granted }) })).toBe('arms.0.version.coupon');
    expect(await at({}, { B: change({}) })).toBe('arms.0.version.coupon');
    expect(await at({}, { B: change({ title: '一' }), b: change({ title: '二' }) })).toBe('arms.1.name');
    expect(await at({ metric: 'revenue' })).toBe('guards');
  });

  it('experiments of one layer have different people, as many as fit', async () => {
    const ids = await live({ title: '一' }, { title: '二', kind: 'banner' }, { title: '三', kind: 'floating' });
    const made: string[] = [];
    for (const [at, id] of ids.entries())
      made.push((await create(id, { layer: '价格', share: [60, 40, 1][at] })).body.id);
    const starts = [];
    for (const id of made) starts.push(await admin(`POST ${api}/${id}/start`, {}));
    expect(starts.map(({ body }) => body.error?.code ?? body.state)).toEqual([
      'running',
      'running',
      'experiments.layer_full',
    ]);
    const all = await Promise.all(Array.from({ length: 40 }, async () => createMember(ctx)));
    for (const her of all) {
      const { body } = await app.call('GET /api/shop/placements?page=home', { token: her.token });
      for (const { id } of body.items) await tell(her, id, 'showings');
    }
    const [one, other] = [await exposures(made[0] ?? ''), await exposures(made[1] ?? '')];
    const both = one.filter(({ personNo }) => other.some((row) => row.personNo === personNo));
    expect([both, one.length + other.length]).toEqual([[], 40]);
    expect([one.length > 12, other.length > 6]).toEqual([true, true]);
  });

  it('a plan says how many days it would take, from who came, or that nobody did', async () => {
    const [id = ''] = await live({ title: '计划' });
    const { versions: _, ...asked } = experimentValues(id, { least: 50 });
    const ask = async () => (await admin(`POST ${api}/plan`, asked)).body;
    expect(await ask()).toMatchObject({ days: null, people: null });
    const all = await Promise.all(Array.from({ length: 60 }, async () => createMember(ctx)));
    for (const her of all) await sees(her);
    await app.advance(MINUTE_MS);
    for (const her of all.slice(0, 15))
      await announcePaid(ctx, { orderId: `ord_p${her.personNo}`, person: her, amount: 3_000 });
    await app.settle();
    const plan = await ask();
    expect(plan).toMatchObject({ baseline: 0.25, peopleADay: 60 });
    // Read once, 80 % power, 25 % against 37.5 %: 2 × 152 by the textbook of two proportions; at all looks about twice that.
    expect([plan.people > 2 * 152, plan.people < 8 * 152]).toEqual([true, true]);
    expect(plan.days).toBe(Math.ceil(plan.people / 60) + 7);
  });
});
