import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, shanghaiDay } from '../../../platform/calendar.ts';
import { listPersons } from '../../../platform/event-store/person-set.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { createMember, type TestMember } from '../../members/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { conditionKit } from '../index.ts';
import { announcePaid, announceRefunded } from '../testing.ts';
import { aliveOf, expectedOf } from './buying-model.ts';
import { readModel } from './value-model.ts';

const app = await testApp();
const { ctx } = app;
const kit = conditionKit();
let cookie = '';
const get = async (address: string) => (await app.call(`GET /api/admin/${address}`, { cookie })).body;
const ago = (days: number) => new Date(ctx.now().getTime() - days * DAY_MS);

type Life = { readonly member: TestMember; readonly days: readonly number[]; readonly spent: number };
const lives: Life[] = [];

beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
});

/** Buys on each of these days ago, one of them twice, and gives one order back whole. */
async function live(days: readonly number[], amount: number, givesBack: boolean): Promise<void> {
  const member = await createMember(ctx);
  for (const day of days) await announcePaid(ctx, member, { amount, at: ago(day) });
  if (days[0] !== undefined)
    await announcePaid(ctx, member, { amount: 700, at: new Date(ago(days[0]).getTime() + 1000) });
  if (givesBack) {
    const orderId = await announcePaid(ctx, member, { amount: 5000, at: ago(3) });
    await announceRefunded(ctx, member, { orderId, amount: 5000, at: ago(2), whole: true });
  }
  lives.push({ member, days, spent: days.length * amount + 700 });
}

describe('what customers are worth', () => {
  it('is not said while there are too few of them', async () => {
    await live([40, 20], 3000, false);
    await app.settle();
    await app.call('POST /api/admin/value/fitting', { cookie });
    await app.settle();
    expect(await readModel(ctx)).toBeNull();
    expect(await get('value')).toMatchObject({ day: null, buyers: 0, calibration: null });
    expect(await get(`members/${lives[0]?.member.id}/value`)).toEqual({ value: null });
  });

  it('counts every buyer once, in the band of her own probability, with what the model expects of her', async () => {
    const histories = fc.sample(
      fc.record({
        days: fc.uniqueArray(fc.integer({ min: 5, max: 180 }), { minLength: 1, maxLength: 6 }),
        amount: fc.integer({ min: 1000, max: 20_000 }),
        back: fc.boolean(),
      }),
      { numRuns: 130, seed: 5 },
    );
    for (const { days, amount, back } of histories)
      await live(
        [...days].sort((a, b) => b - a),
        amount,
        back,
      );
    await app.settle();
    await app.call('POST /api/admin/value/fitting', { cookie });
    await app.settle();
    const model = await readModel(ctx);
    if (model === null) throw new Error('no model');
    const report = await get('value');
    expect(report).toMatchObject({ day: shanghaiDay(ctx.now()), buyers: lives.length });
    const told = lives.map((life) => {
      const [first = 0, last = 0] = [life.days[0], life.days.at(-1)];
      return { ...life, buying: { repeats: life.days.length - 1, last: first - last, age: first } };
    });
    const bounds = [0.8, 0.6, 0.4, 0.2, 0];
    for (const [n, { band, members, spent, ahead }] of report.bands.entries()) {
      const inBand = told.filter(({ buying }) => {
        const alive = aliveOf(model.buying, buying);
        return alive >= (bounds[n] ?? 0) && alive < (bounds[n - 1] ?? 2);
      });
      const sum = (of: (one: (typeof told)[number]) => number) => inBand.reduce((total, one) => total + of(one), 0);
      expect([band, members, spent]).toEqual([band, inBand.length, sum((one) => one.spent)]);
      for (const { days, purchases } of ahead)
        expect(purchases).toBeCloseTo(
          sum(({ buying }) => expectedOf(model.buying, buying, days)),
          6,
        );
      const behind = await get(`people/audiences.value?values={"band":"${band}"}&limit=200`);
      expect(behind.items.map((item: { id: string }) => item.id).sort()).toEqual(
        inBand.map(({ member }) => member.id).sort(),
      );
    }
    for (const { days, purchases, spent, interval } of report.ahead) {
      const of = (key: 'purchases' | 'spent') =>
        report.bands.reduce(
          (sum: number, band: { ahead: { days: number; purchases: number; spent: number }[] }) =>
            sum + (band.ahead.find((one) => one.days === days)?.[key] ?? 0),
          0,
        );
      expect(purchases).toBeCloseTo(of('purchases'), 6);
      expect(Math.abs(spent - of('spent'))).toBeLessThanOrEqual(report.bands.length);
      expect(interval.purchases.low).toBeLessThan(purchases);
      expect(interval.purchases.high).toBeGreaterThan(purchases);
      expect(interval.spent.low).toBeLessThan(spent);
      expect(interval.spent.high).toBeGreaterThan(spent);
    }
    expect(report.calibration.interval.low).toBeLessThan(report.calibration.interval.high);
    const rows: readonly { members: number; bought: number }[] = report.calibration.rows;
    const then = report.calibration.days;
    expect(rows.reduce((sum, { members }) => sum + members, 0)).toBe(
      lives.filter(({ days }) => (days[0] ?? 0) > then).length,
    );
    expect(rows.reduce((sum, { bought }) => sum + bought, 0)).toBe(
      told.filter(({ buying }) => buying.age > then).flatMap(({ days }) => days.filter((day) => day <= then && day > 0))
        .length,
    );
  });

  it('is told of one member as of all, and asked by segments and journeys alike', async () => {
    const model = await readModel(ctx);
    if (model === null) throw new Error('no model');
    let [ahead, whole] = [0, 0];
    for (const { member } of lives) {
      const { value } = await get(`members/${member.id}/value`);
      ahead += value.ahead[1].spent;
      expect(value.alive).toBeGreaterThanOrEqual(0);
    }
    for (const band of (await get('value')).bands) whole += band.ahead[1].spent;
    // Each is rounded to a fen.
    expect(Math.abs(ahead - whole)).toBeLessThanOrEqual(lives.length);
    for (const values of [
      { side: 'below', percent: 50 },
      { side: 'atLeast', percent: 50 },
      { side: 'below', percent: 12 },
    ]) {
      const asked = { kind: 'alive', values };
      const numbers = lives.map(({ member }) => member.personNo);
      const set = await listPersons(ctx, await kit.personsOf(ctx, asked, ctx.now()));
      const held = await kit.holdsFor(ctx, asked, numbers);
      expect([...held].sort((a, b) => a - b)).toEqual(set.filter((no) => numbers.includes(no)));
    }
    const both = await listPersons(
      ctx,
      await kit.personsOf(ctx, { all: [{ kind: 'alive', values: { side: 'atLeast', percent: 1 } }] }, ctx.now()),
    );
    expect(both.length).toBeLessThanOrEqual(lives.length);
  });

  it('is fitted again each Monday at four', async () => {
    const before = (await readModel(ctx))?.day;
    await app.advance(8 * DAY_MS);
    await app.settle();
    const after = (await readModel(ctx))?.day ?? '';
    expect(after > (before ?? '')).toBe(true);
    expect(new Date(`${after}T00:00:00Z`).getUTCDay()).toBe(1);
  });
});
