import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, shanghaiDay } from '../../../platform/calendar.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { signedIn } from '../../operators/testing.ts';
import { eventRow } from '../testing.ts';

const app = await testApp();
const { ctx } = app;
const today = shanghaiDay(ctx.now());
const HOUR = 3_600_000;
let [owner, viewer] = ['', ''];

/** Forty buyers on each of seventy days, as many more by the end of the week; today a fifth of that, and no regulars at all. */
const DAYS = 70;
const buyersOn = (day: string, n: number) => (n === 0 ? 9 : 40 + 4 * new Date(`${day}T00:00:00Z`).getUTCDay());
const PRICE = 10_000;

beforeAll(async () => {
  owner = (await signedIn(ctx, 'owner')).cookie;
  viewer = (await signedIn(ctx, 'viewer')).cookie;
  const rows = Array.from({ length: DAYS + 1 }, (_, n) => addDays(today, -n)).flatMap((day, n) =>
    Array.from({ length: buyersOn(day, n) }, (_, k) => {
      const at = new Date(Date.parse(`${day}T00:10:00+08:00`) + k * 60_000).toISOString();
      const person = n === 0 ? 990_000 + k : 900_000 + k;
      return [
        eventRow({ person, name: 'page_view', at }),
        eventRow({ person, name: 'order.paid', at, value: PRICE, order_id: `ord_${n}_${k}` }),
      ];
    }).flat(),
  );
  await ctx.events.insert('events', rows);
}, 60_000);

const call = async (route: string, body?: unknown, cookie = owner) =>
  app.call(route, { cookie, ...(body ? { body } : {}) });
const month = `${today.slice(0, 7)}-01`;
const target = (values: object) => ({
  values: {
    figure: 'orders',
    period: 'month',
    startsOn: month,
    money: null,
    count: 3000,
    percent: null,
    curve: 'even',
    ...values,
  },
});

describe('a target', () => {
  it('is set once a figure and period, whoever comes first, and only from a first day on', async () => {
    const answers = await Promise.all([1, 2, 3].map(async () => call('POST /api/admin/targets', target({}))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const wrong = await call('POST /api/admin/targets', target({ startsOn: addDays(month, 3) }));
    expect(wrong.body.error.details.problems[0].at).toBe('startsOn');
    const quarter = await call('POST /api/admin/targets', target({ period: 'quarter', startsOn: '2026-02-01' }));
    expect(quarter.body.error.details.problems[0].at).toBe('startsOn');
    expect((await call('POST /api/admin/targets', target({}), viewer)).status).toBe(403);
  });

  it('has so far what the overview has of its days, and tells what is due by yesterday', async () => {
    await call('POST /api/admin/targets', target({ figure: 'spent', money: 5_000_000, count: null, curve: 'weekday' }));
    await call('POST /api/admin/targets', target({ figure: 'payers', count: 500, curve: null }));
    await call('POST /api/admin/targets', target({ figure: 'newPayers', count: 50, curve: 'weekday' }));
    const { items } = (await call('GET /api/admin/reports/targets', undefined, viewer)).body;
    const { current } = (await call(`GET /api/admin/reports/overview?from=${month}&to=${today}`)).body;
    for (const { figure, actual } of items) expect([figure, actual]).toEqual([figure, current[figure]]);
    expect(items).toHaveLength(4);
    const orders = items.find(({ figure }: { figure: string }) => figure === 'orders');
    const elapsed = Number(today.slice(8)) - 1;
    expect(orders.dueByThen).toBe(elapsed === 0 ? null : Math.round((3000 * elapsed) / orders.days.length));
    expect(orders.forecast.value).toBeGreaterThan(orders.actual);
    // What is due does not depend on when one looks.
    const dueOf = (all: { figure: string; days: { due: number }[] }[]) =>
      all.find(({ figure }) => figure === 'spent')?.days.map(({ due }) => due);
    const early = (await call(`GET /api/admin/reports/targets?asOf=${month}`)).body.items;
    expect(dueOf(early)).toEqual(dueOf(items));
    expect(items.find(({ figure }: { figure: string }) => figure === 'payers').noForecast).toBe('persons');
    const { body } = await call('POST /api/admin/reports/analytics.target', {
      values: { figure: 'orders', period: 'month', asOf: null },
    });
    expect(body.tables[1].rows[0][2]).toBe(orders.actual);
  });

  it('is changed and taken away', async () => {
    const { items } = (await call('GET /api/admin/targets')).body;
    const [one] = items;
    const values = target({
      figure: one.figure,
      money: one.figure === 'spent' ? 7 : null,
      count: one.figure === 'spent' ? null : 7,
    });
    expect((await call(`PUT /api/admin/targets/${one.id}`, values)).body.aim).toBe(7);
    expect((await call(`DELETE /api/admin/targets/${one.id}`)).status).toBe(200);
    expect((await call(`DELETE /api/admin/targets/${one.id}`)).status).toBe(404);
  });
});

describe('a day that is unlike the shop’s own past', () => {
  it('is told once the next morning, with where most of it comes from, until somebody has looked', async () => {
    expect((await call('GET /api/admin/anomalies')).body.items).toEqual([]);
    await app.advance(22 * HOUR);
    const { items, watching } = (await call('GET /api/admin/anomalies?seen=no', undefined, viewer)).body;
    expect(watching).toEqual({ since: 42, days: 42 });
    const found = new Map(items.map((item: { figure: string }) => [item.figure, item]));
    expect([...found.keys()].sort()).toEqual(['gmv', 'newPayers', 'orders', 'payers', 'visitors']);
    const gmv = items.find(({ figure }: { figure: string }) => figure === 'gmv');
    const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
    expect(gmv).toMatchObject({ day: today, value: 9 * PRICE, expected: (40 + 4 * weekday) * PRICE, seenAt: null });
    const share = Math.round((1 - 9 / (40 + 4 * weekday)) * 100);
    expect(gmv.sentence.zh).toContain(`低 ${share}%`);
    // Nobody who had bought before came: the regulars are what is missing.
    expect(gmv.sentence.zh).toContain('老客');
    expect(gmv.sentence.en).toContain('below the usual');
    const work = async () =>
      (await call('GET /api/admin/work')).body.items.find(
        ({ kind }: { kind: string }) => kind === 'analytics.anomalies',
      );
    expect((await work()).count).toBe(5);
    expect((await call(`POST /api/admin/anomalies/${gmv.id}/acknowledgement`)).body.seenBy).not.toBeNull();
    expect((await work()).count).toBe(4);
    await app.advance(60_000);
    expect((await call('GET /api/admin/anomalies')).body.total).toBe(5);
  }, 120_000);
});
