import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, shanghaiDay } from '../../platform/calendar.ts';
import { testApp } from '../../platform/testing/app.ts';
import { becomeOne, createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import type { EventRow } from './event.ts';
import { eventRow } from './testing.ts';

const app = await testApp();
const { ctx } = app;
const today = shanghaiDay(ctx.now());
const past = addDays(today, -12);
const spans = [today, past].map((asOf) => ({ from: addDays(today, -60), to: addDays(today, -1), asOf }));
let cookie = '';

/**
 * Members and strangers who look, fill carts, buy, buy again and send back; half an hour past midnight in Shanghai, when
 * it is the day before in UTC. One event in four is stored twice. Two of them turn out to be one person.
 */
beforeAll(async () => {
  cookie = (await signedIn(ctx, 'viewer')).cookie;
  const members: TestMember[] = [];
  for (let n = 0; n < 9; n += 1) members.push(await createMember(ctx));
  const persons = [...members.map(({ personNo }) => personNo), 800_001, 800_002, 800_003];
  const rows = persons.flatMap((person, n) =>
    Array.from({ length: 3 + (n % 4) }, (_, k) => visit(person, n, k)).flat(),
  );
  await ctx.events.insert('events', rows);
  await ctx.events.insert(
    'events',
    rows.filter((_, n) => n % 4 === 0),
  );
  const [winner, loser] = [members[1], members[4]];
  if (winner && loser) await becomeOne(ctx, winner, loser);
  await app.settle();
}, 120_000);

function visit(person: number, n: number, k: number): EventRow[] {
  const day = addDays(today, -((n * 7 + k * 11) % 50) - 2);
  const at = (minutes: number) => new Date(Date.parse(`${day}T00:30:00+08:00`) + minutes * 60_000).toISOString();
  const order = `ord_${person}_${k}`;
  const looks = [
    eventRow({ person, name: 'product_view', at: at(0) }),
    ...((n + k) % 2 === 0 ? [eventRow({ person, name: 'share', at: at(1) })] : []),
    ...((n + k) % 5 === 0 ? [] : [eventRow({ person, name: 'cart_add', at: at(2) })]),
  ];
  if ((n + 2 * k) % 3 === 0) return looks;
  const paid = eventRow({ person, name: 'order.paid', at: at(3), value: 1000 + n, order_id: order });
  const back = eventRow({
    person,
    name: 'order.refunded',
    at: at(4000),
    value: 1000 + n,
    order_id: order,
    props: JSON.stringify({ whole: true }),
  });
  return k === 1 && n % 3 === 0 ? [...looks, paid, back] : [...looks, paid];
}

const get = async (address: string) => (await app.call(`GET /api/admin/${address}`, { cookie })).body;
const post = async (address: string, body: object) =>
  (await app.call(`POST /api/admin/${address}`, { cookie, body })).body;

let compared = 0;
/** Whoever clicks a number that is not 0 sees so many people. */
async function opens(name: string, values: object, count: number | null): Promise<void> {
  if (count === null || count === 0) return;
  const found = await get(
    `people/analytics.${name}?${new URLSearchParams({ limit: '1', values: JSON.stringify(values) })}`,
  );
  expect([name, values, found.error ?? found.persons]).toEqual([name, values, count]);
  compared += 1;
}
const moreThan = (least: number) => {
  expect(compared).toBeGreaterThan(least);
  compared = 0;
};

describe('a number of a report opens exactly the people it counts, today and as of a day of the past', () => {
  it('in the overview, of the range and of each day', async () => {
    for (const [nth, { asOf, ...range }] of spans.entries()) {
      const { current, days } = await get(`reports/overview?${new URLSearchParams({ ...range, asOf })}`);
      for (const who of ['payers', 'newPayers', 'returningPayers', 'visitors']) {
        await opens('overview', { range, asOf, who }, current[who]);
        for (const { day, [who]: count } of days.filter((_: unknown, n: number) => n % 6 === 3 * nth))
          await opens('overview', { range: { from: day, to: day }, asOf, who }, count);
      }
    }
    moreThan(12);
  }, 120_000);

  it('says who of them are no members', async () => {
    const [{ asOf, ...range } = { from: '', to: '', asOf: '' }] = spans;
    const values = JSON.stringify({ range, asOf, who: 'visitors' });
    // Nine members of whom two are one, and three strangers.
    expect(await get(`people/analytics.overview?values=${values}`)).toMatchObject({
      persons: 11,
      visitors: 3,
      total: 8,
    });
  });

  it('in the funnel, whether it is computed on sets or person by person', async () => {
    const walks = [
      { events: ['product_view', 'cart_add', 'order.paid'], order: 'ordered' },
      { events: ['product_view', 'cart_add', 'order.paid'], order: 'strict' },
      { events: ['order.paid', 'product_view'], order: 'any' },
      { events: ['product_view', 'product_view', 'order.paid'], order: 'ordered' },
    ];
    for (const { asOf, ...range } of spans) {
      for (const { events, order } of walks) {
        const steps = events.map((event) => ({ event }));
        const body = { ...range, asOf, steps, order, window: { seconds: 20 * 86_400 } };
        const found = (await post('reports/funnel', body)).steps.map(({ persons }: { persons: number }) => persons);
        for (const [n, count] of found.entries()) {
          const values = { range, asOf, steps, order, days: 20, step: n + 1 };
          await opens('funnel', values, count);
          if (n + 1 < found.length) await opens('funnel', { ...values, lost: true }, count - found[n + 1]);
        }
      }
    }
    moreThan(20);
  }, 120_000);

  it('in every cell of the retention, whatever counts as a start', async () => {
    const { asOf } = spans[0] ?? { asOf: today };
    const tables = [
      { period: 'week', periods: 4, range: { from: addDays(today, -40), to: addDays(today, -5) } },
      { period: 'day', periods: 12, range: { from: addDays(today, -20), to: addDays(today, -17) } },
    ];
    for (const mode of ['first_time', 'recurring', 'rolling']) {
      for (const { period, periods, range } of tables) {
        const [start, back] = ['product_view', mode === 'recurring' ? 'product_view' : 'order.paid'];
        const body = { ...range, asOf, period, periods, mode, start: { event: start }, return: { event: back } };
        const [whole] = (await post('reports/retention', body)).groups;
        const values = { range, asOf, period, mode, start, back };
        await opens('retention', values, whole.persons);
        for (const { start: cohort, size, cells } of whole.rows) {
          await opens('retention', { ...values, cohort }, size);
          // Of the many days every other one, in the rows by turns.
          for (const [offset, count] of cells.entries())
            if (period === 'week' || (offset + Date.parse(cohort) / 86_400_000) % 2 === 0)
              await opens('retention', { ...values, cohort, offset }, count);
        }
      }
    }
    moreThan(40);
  }, 120_000);

  it('in the repurchase: first buyers, who came again and when, and by orders', async () => {
    for (const { asOf, ...range } of spans) {
      const report = await get(`reports/repurchase?${new URLSearchParams({ ...range, asOf })}`);
      const asked = { range, asOf };
      await opens('repurchase', asked, report.buyers);
      await opens('repurchase', { ...asked, who: 'repeat' }, report.repeatBuyers);
      for (const { orders, buyers } of report.byOrders)
        await opens('repurchase', { ...asked, who: 'orders', orders }, buyers);
      for (const { from, buyers } of report.intervals.buckets)
        await opens('repurchase', { ...asked, who: 'gap', gap: from }, buyers);
      for (const { month, buyers, repeatBuyers, within30 } of report.cohorts) {
        await opens('repurchase', { ...asked, month }, buyers);
        await opens('repurchase', { ...asked, month, who: 'repeat' }, repeatBuyers);
        await opens('repurchase', { ...asked, month, who: 'repeat', within: 30 }, within30);
      }
    }
    moreThan(15);
  }, 120_000);

  it('in the catalogue of events, facts too', async () => {
    for (const asOf of [today, past]) {
      const { items } = await get(`reports/events?asOf=${asOf}`);
      for (const { name, persons } of items) await opens('event', { event: name, asOf }, persons);
    }
    moreThan(8);
  }, 120_000);

  it('in every report that says whom a column counts, row by row', async () => {
    const { items } = await get('reports');
    let seen = 0;
    const begun: Readonly<Record<string, object[]>> = {
      'analytics.events': [
        { events: [{ event: 'share', measure: 'persons', property: null }], where: [], breakdown: 'stage' },
        {
          events: [{ event: 'order.paid', measure: 'sum', property: 'value' }],
          breakdown: 'property',
          breakdownProperty: 'order_id',
          top: 2,
          by: 'month',
        },
      ],
      'analytics.activity': [{ period: 'week' }],
      'analytics.funnel': [
        { steps: [{ event: 'product_view' }, { event: 'order.paid' }], days: 9, breakdown: 'order_id', compare: true },
        {
          steps: [{ event: 'product_view' }, { event: 'cart_add' }, { event: 'order.paid' }],
          exclusions: [{ event: 'share', from: 1, to: 2 }],
        },
      ],
      'analytics.spread': [{ of: 'days' }, { event: 'order.paid', of: 'sum', property: 'value' }],
      'analytics.interval': [{ within: 20 }, { end: null }],
      'analytics.paths': [
        { anchor: 'product_view', top: 1 },
        { direction: 'to', anchor: 'order.paid', cut: 'window', window: 1, collapse: false },
      ],
    };
    for (const { name, initial, fields } of items) {
      const days = fields.filter(({ kind }: { kind: string }) => kind === 'day_range');
      for (const { asOf, ...range } of spans) {
        const ranged = Object.fromEntries(days.map(({ key }: { key: string }) => [key, range]));
        for (const more of begun[name] ?? []) {
          const values = { ...initial, ...ranged, ...more, asOf };
          const { tables, error } = await post(`reports/${name}`, { values });
          expect([name, error]).toEqual([name, undefined]);
          for (const { columns, rows, people = [] } of tables)
            for (const { column, of, values: asked, rows: each } of people) {
              const at = columns.findIndex(({ key }: { key: string }) => key === column);
              for (const [n, row] of rows.entries()) {
                seen += 1;
                if (seen % 7 === 0) await opens(of.slice('analytics.'.length), { ...asked, ...each[n] }, row[at]);
              }
            }
        }
      }
    }
    moreThan(20);
  }, 120_000);

  it('refuses a step that the funnel has not, and an interval that the report has not', async () => {
    const range = { from: today, to: today };
    const steps = [{ event: 'a' }, { event: 'b' }];
    const refused = async (name: string, values: object) => {
      const { error } = await get(`people/analytics.${name}?values=${JSON.stringify(values)}`);
      return error.details.problems.map(({ at }: { at: string }) => at);
    };
    expect(await refused('funnel', { range, steps, days: 7, order: 'ordered', step: 3 })).toEqual(['step']);
    expect(await refused('funnel', { range, steps, days: 7, order: 'ordered', step: 2, lost: true })).toEqual(['step']);
    expect(await refused('repurchase', { range, who: 'gap', gap: 2 })).toEqual(['gap']);
    expect(
      await refused('retention', { range, period: 'day', mode: 'recurring', start: 'a', back: 'b', offset: 1 }),
    ).toEqual(['cohort']);
  });
});
