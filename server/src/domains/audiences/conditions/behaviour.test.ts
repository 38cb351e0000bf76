import type { Condition } from '@huoshui/contracts/condition';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, DAY_MS, dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import { listPersons } from '../../../platform/event-store/person-set.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { eventRow, keepDays } from '../../analytics/testing.ts';
import { createMember, type TestMember } from '../../members/testing.ts';
import { conditionKit } from '../index.ts';

// What the conditions over behaviour find is held against a plain reading of every history.
const app = await testApp();
const { ctx } = app;
const kit = conditionKit();
const members: TestMember[] = [];
const now = () => ctx.now().getTime();

type Act = {
  readonly name: string;
  readonly ts: number;
  readonly value: number;
  readonly product: string;
  readonly props: Readonly<Record<string, string | number>>;
};
const histories = new Map<number, readonly Act[]>();

/** Moments at which stretches of days begin and end, and those beside them, are as likely as any other. */
const moment = fc.oneof(
  fc.integer({ min: 1, max: 40 * DAY_MS }).map((ms) => -ms),
  fc
    .record({ days: fc.integer({ min: 1, max: 30 }), off: fc.integer({ min: -1, max: 1 }) })
    .map(({ days, off }) => off - days * DAY_MS),
  fc
    .record({ days: fc.integer({ min: 1, max: 30 }), off: fc.integer({ min: -1, max: 1 }) })
    .map(({ days, off }) => dayStart(addDays(shanghaiDay(ctx.now()), -days)).getTime() - now() + off),
);
const act = fc.record({
  name: fc.constantFrom('product_view', 'cart_add', 'search'),
  ago: moment,
  value: fc.integer({ min: 0, max: 4 }),
  product: fc.constantFrom('', 'prd_a', 'prd_b'),
  props: fc.record(
    { word: fc.constantFrom('milk', '牛奶', '7', '10'), n: fc.constantFrom(0, 2, 10, 0.1, 0.2) },
    { requiredKeys: [] },
  ),
  twice: fc.boolean(),
});

beforeAll(async () => {
  for (const history of fc.sample(fc.array(act, { maxLength: 14 }), 25)) {
    const member = await createMember(ctx);
    members.push(member);
    const acts = history.map(({ ago, twice, ...one }) => ({ ...one, ts: now() + ago, twice }));
    histories.set(member.personNo, acts);
    const rows = acts.map(({ name, ts, value, product, props }) =>
      eventRow({
        person: member.personNo,
        name,
        at: new Date(ts).toISOString(),
        value,
        product_id: product,
        props: JSON.stringify(props),
      }),
    );
    await ctx.events.insert('events', rows);
    // A batch that was sent again: the same events a second time.
    await ctx.events.insert(
      'events',
      rows.filter((_, n) => acts[n]?.twice),
    );
    // Of some all is kept by day, of the others nothing.
    if (members.length === 12) await keepDays(ctx.events, 0);
  }
  await app.settle();
});

const filter = fc.oneof(
  fc.record({
    property: fc.constant('value'),
    op: fc.constantFrom('eq', 'ne', 'gt', 'gte', 'lt', 'lte'),
    value: fc.constantFrom('0', '2', '4'),
  }),
  fc.record({
    property: fc.constant('n'),
    op: fc.constantFrom('gt', 'gte', 'lt', 'lte', 'eq', 'ne'),
    value: fc.constantFrom('0', '2', '9'),
  }),
  fc.record({
    property: fc.constant('word'),
    op: fc.constantFrom('eq', 'ne', 'contains'),
    value: fc.constantFrom('7', '1', 'mil'),
  }),
  fc.record({ property: fc.constant('word'), op: fc.constantFrom('gt', 'lte'), value: fc.constantFrom('7', '9') }),
  fc.record({
    property: fc.constant('word'),
    op: fc.constant('in'),
    values: fc.constantFrom(['milk'], ['牛奶', '10']),
  }),
  fc.record({ property: fc.constantFrom('word', 'n', 'product_id'), op: fc.constantFrom('set', 'unset') }),
);
type Filter = {
  readonly property: string;
  readonly op: string;
  readonly value?: string;
  readonly values?: readonly string[];
};

const day = (ago: number) => addDays(shanghaiDay(ctx.now()), -ago);
const when = fc.oneof(
  fc.record({ when: fc.constant('last'), days: fc.integer({ min: 1, max: 40 }) }),
  fc
    .record({ near: fc.integer({ min: 0, max: 20 }), length: fc.integer({ min: 1, max: 20 }) })
    .map(({ near, length }) => ({ when: 'between', near, far: near + length })),
  fc
    .record({ to: fc.integer({ min: 0, max: 20 }), length: fc.integer({ min: 0, max: 20 }) })
    .map(({ to, length }) => ({ when: 'dates', dates: { from: day(to + length), to: day(to) } })),
  fc.constant({ when: 'ever' }),
);
type When = {
  readonly when: string;
  readonly days?: number;
  readonly near?: number;
  readonly far?: number;
  readonly dates?: { from: string; to: string };
};

const goods = fc.constantFrom(
  { kind: 'all', ids: [] },
  { kind: 'products', ids: ['prd_a'] },
  { kind: 'products', ids: ['prd_a', 'prd_b'] },
);
type Goods = { readonly kind: string; readonly ids: readonly string[] };

function spanOf({ when, days = 0, near = 0, far = 0, dates }: When): [number, number] {
  if (when === 'last') return [now() - days * DAY_MS, now()];
  if (when === 'between') return [now() - far * DAY_MS, now() - near * DAY_MS];
  if (when === 'dates' && dates)
    return [dayStart(dates.from).getTime(), Math.min(now(), dayStart(addDays(dates.to, 1)).getTime())];
  return [0, now()];
}

function textOf(one: Act, property: string): string {
  if (property === 'value') return String(one.value);
  if (property === 'product_id') return one.product;
  const given = one.props[property];
  return given === undefined ? '' : String(given);
}
const numberOf = (text: string) => (text === '' || !Number.isFinite(Number(text)) ? null : Number(text));

function passes(one: Act, { property, op, value = '', values = [] }: Filter): boolean {
  const text = textOf(one, property);
  const number = numberOf(text);
  const than = Number(value);
  if (op === 'set') return text !== '';
  if (op === 'unset') return text === '';
  if (op === 'eq') return text === value;
  if (op === 'ne') return text !== value;
  if (op === 'in') return values.includes(text);
  if (op === 'contains') return text.includes(value);
  if (number === null) return false;
  if (op === 'gt') return number > than;
  if (op === 'gte') return number >= than;
  return op === 'lt' ? number < than : number <= than;
}

const isAbout = (one: Act, { kind, ids }: Goods) => kind === 'all' || ids.includes(one.product);

async function expectBoth(what: Condition, holds: (history: readonly Act[]) => boolean): Promise<void> {
  const expected = members.flatMap(({ personNo }) => (holds(histories.get(personNo) ?? []) ? [personNo] : []));
  const all = members.map(({ personNo }) => personNo);
  const set = new Set(await listPersons(ctx, await kit.personsOf(ctx, what, ctx.now())));
  const held = await kit.holdsFor(ctx, what, all);
  expect(all.filter((no) => set.has(no))).toEqual(expected);
  expect(all.filter((no) => held.has(no))).toEqual(expected);
}

describe('did_event', () => {
  const asked = fc.record({
    event: fc.constantFrom('product_view', 'cart_add', '*'),
    goods,
    where: fc.oneof(fc.constant<Filter[]>([]), fc.array<Filter>(filter, { maxLength: 2 })),
    when,
    measure: fc.oneof(
      fc.constantFrom({ measure: 'never' }, { measure: 'first' }, { measure: 'last' }),
      fc.record({
        measure: fc.constantFrom('times', 'sum', 'distinct', 'max'),
        compare: fc.constantFrom('atLeast', 'atMost', 'exactly'),
        number: fc.integer({ min: 0, max: 6 }),
        property: fc.constantFrom('value', 'n', 'word'),
      }),
    ),
  });

  it('finds whom a plain reading of every history finds', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async ({ event, goods, where, when, measure }) => {
        const { property, ...rest } = { property: undefined, ...measure };
        const ofProperty = property !== undefined && measure.measure !== 'times' ? { property } : {};
        const values = { event, goods, where, ...when, ...rest, ...ofProperty };
        await expectBoth({ kind: 'did_event', values }, (history) => {
          const chosen = history.filter(
            (one) => (event === '*' || one.name === event) && isAbout(one, goods) && where.every((f) => passes(one, f)),
          );
          const [since, until] = spanOf(when);
          const inSpan = (ts: number) => ts >= since && ts < until;
          const times = chosen.map(({ ts }) => ts);
          if (measure.measure === 'first') return times.length > 0 && inSpan(Math.min(...times));
          if (measure.measure === 'last') return times.length > 0 && inSpan(Math.max(...times));
          const done = chosen.filter(({ ts }) => inSpan(ts));
          if (!('compare' in measure)) return done.length === 0;
          const texts = done.map((one) => textOf(one, measure.property)).filter((text) => text !== '');
          const numbers = texts.flatMap((text) => numberOf(text) ?? []);
          const figure = {
            times: done.length,
            sum: Math.round(numbers.reduce((sum, one) => sum + one, 0) * 1e6) / 1e6,
            distinct: new Set(texts).size,
            max: numbers.length === 0 ? null : Math.max(...numbers),
          }[measure.measure];
          if (figure === null || figure === undefined) return false;
          if (measure.compare === 'atLeast') return figure >= measure.number;
          return measure.compare === 'atMost' ? figure <= measure.number : figure === measure.number;
        });
      }),
      { numRuns: 80 },
    );
  }, 300_000);

  it.each([
    [
      { when: 'last', days: 7, measure: 'never' },
      '最近 7 天没有「浏览商品」',
      'in the last 7 days: no “Viewed a product”',
    ],
    [
      { when: 'between', far: 30, near: 7, measure: 'times', compare: 'atMost', number: 2 },
      '30 天前到 7 天前「浏览商品」至多 2 次',
      'from 30 to 7 days ago: “Viewed a product” at most 2 times',
    ],
    [
      { when: 'ever', measure: 'sum', property: 'value', compare: 'atLeast', number: 100 },
      '至今「浏览商品」的 value 之和至少 100',
      'ever: “Viewed a product”: value sums to at least 100',
    ],
  ])('reads as a sentence: %j', async (asked, zh, en) => {
    const values = { event: 'product_view', goods: { kind: 'all', ids: [] }, where: [], ...asked };
    expect(await kit.preview(ctx, { kind: 'did_event', values })).toEqual({ problems: [], sentence: { zh, en } });
  });

  it('says what is wrong at its field', async () => {
    const at = async (asked: object) => {
      const values = {
        event: 'search',
        goods: { kind: 'all', ids: [] },
        where: [],
        when: 'ever',
        measure: 'never',
        ...asked,
      };
      return (await kit.preview(ctx, { kind: 'did_event', values })).problems.map((problem) => problem.at);
    };
    expect(await at({ event: 'nobody_ever_did_this' })).toEqual(['values.event']);
    expect(await at({ when: 'between', far: 3, near: 3 })).toEqual(['values.near']);
    expect(await at({ where: [{ property: 'n', op: 'gt', value: 'many' }] })).toEqual(['values.where.0.value']);
    expect(await at({ where: [{ property: 'a b', op: 'set' }] })).toEqual(['values.where.0.property']);
    expect(await at({ measure: 'times', compare: 'exactly', number: 1.5 })).toEqual(['values.number']);
  });
});

describe('did_in_order', () => {
  const step = fc.record({
    event: fc.constantFrom('product_view', 'cart_add', 'search', '*'),
    goods,
    where: fc.array<Filter>(filter, { maxLength: 1 }),
  });
  const asked = fc.record({
    steps: fc.array(step, { minLength: 2, maxLength: 3 }),
    within: fc.option(fc.integer({ min: 1, max: 20 * 1440 })),
    never: fc.option(fc.constantFrom('search', 'cart_add')),
    when,
  });

  it('finds whom trying every way through every history finds', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async ({ steps, within, never, when }) => {
        const values = { steps, within, never, ...when };
        const [since, until] = spanOf(when);
        await expectBoth({ kind: 'did_in_order', values }, (history) => {
          const momentsOf = ({ event, goods, where }: (typeof steps)[number]) =>
            history
              .filter(
                (one) =>
                  (event === '*' || one.name === event) && isAbout(one, goods) && where.every((f) => passes(one, f)),
              )
              .map(({ ts }) => ts);
          const broken = history.filter(({ name }) => name === never).map(({ ts }) => ts);
          const goesOn = (begin: number, reached: number, rest: typeof steps): boolean => {
            const [next, ...after] = rest;
            if (!next) {
              const inTime = within === null || reached - begin <= within * 60_000;
              return inTime && !broken.some((ts) => ts > begin && ts < reached);
            }
            return momentsOf(next).some((ts) => ts > reached && goesOn(begin, ts, after));
          };
          const [first, ...rest] = steps;
          if (!first) return false;
          return momentsOf(first).some((ts) => ts >= since && ts < until && goesOn(ts, ts, rest));
        });
      }),
      { numRuns: 80 },
    );
  }, 300_000);

  it('reads as a sentence', async () => {
    const all = { goods: { kind: 'all', ids: [] }, where: [] };
    const values = {
      steps: [
        { event: 'product_view', ...all },
        { event: 'cart_add', ...all },
      ],
      within: 2880,
      never: 'order.paid',
      when: 'last',
      days: 30,
    };
    expect(await kit.preview(ctx, { kind: 'did_in_order', values })).toEqual({
      problems: [],
      sentence: {
        zh: '最近 30 天先「浏览商品」，再「加入购物车」，2 天内，期间没有「支付订单」',
        en: 'in the last 30 days: “Viewed a product”, then “Added to cart” within 2 days and no “Paid an order” in between',
      },
    });
  });
});
