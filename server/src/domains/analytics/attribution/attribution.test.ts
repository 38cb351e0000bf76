import type { AttributionModel } from '@huoshui/contracts/words/analytics';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { addDays, DAY_MS, dayStart } from '../../../platform/calendar.ts';
import { countPersons } from '../../../platform/event-store/person-set.ts';
import type { EventRow } from '../event.ts';
import { movePersons } from '../person-links.ts';
import { eventRow, reportTest } from '../testing.ts';
import { attributedOrders, orderTouches } from './attributed-orders.ts';
import { type AttributionInput, personsOfAttribution, runAttribution } from './attribution.ts';

const test = reportTest();
const MIDDLE = Date.parse('2026-10-31T15:00:00Z');
const MODELS: readonly AttributionModel[] = ['first', 'last', 'linear', 'position', 'decay'];
const at = (hour: number) => new Date(MIDDLE + hour * 3_600_000).toISOString();

const told = fc.record({
  what: fc.constantFrom('launch', 'launch', 'opened', 'paid', 'paid'),
  person: fc.integer({ min: 1, max: 5 }),
  hour: fc.integer({ min: -900, max: 100 }),
  source: fc.constantFrom('', 'poster', 'a:b'),
  scene: fc.constantFrom('', '1001', '1047', '9999'),
  journey: fc.boolean(),
  amount: fc.integer({ min: 0, max: 5000 }),
  back: fc.constantFrom('no', 'no', 'part', 'whole', 'too much'),
  coupons: fc.uniqueArray(fc.constantFrom('x', 'y'), { maxLength: 2 }),
  twice: fc.boolean(),
});
type Told = typeof told extends fc.Arbitrary<infer T> ? T : never;

function rowsOf(one: Told, n: number): EventRow[] {
  const { person, hour, amount } = one;
  const about = { person, at: at(hour), event_id: `${one.what} ${String(n).padStart(3, '0')}` };
  const fact = (name: string, more: Partial<EventRow>, props: object, later = 0) =>
    eventRow({
      ...about,
      name,
      event_id: `${name} ${n}`,
      at: at(hour + later),
      order_id: `ord_${n}`,
      props: JSON.stringify(props),
      ...more,
    });
  if (one.what === 'launch')
    return [
      eventRow({ ...about, name: 'app_launch', props: JSON.stringify({ scene: one.scene, source: one.source }) }),
    ];
  if (one.what === 'opened')
    return [
      eventRow({
        ...about,
        name: 'message.opened',
        props: JSON.stringify({
          templateKey: 'hello',
          title: '你好',
          because: one.journey
            ? { kind: 'journey', id: 'jny_1', label: { zh: '旅程「一」', en: 'Journey “one”' } }
            : { kind: 'batch', id: 'b', label: 'b' },
        }),
      }),
    ];
  const back = { no: 0, part: Math.floor(amount / 3), whole: amount, 'too much': amount + 7 }[one.back];
  return [
    fact('order.paid', { value: amount }, { number: `N${n}`, lines: [] }),
    ...one.coupons.map((id) =>
      fact('coupon.used', { event_id: `coupon ${n} ${id}` }, { templateId: id, name: `券${id}` }),
    ),
    ...(one.back === 'no' ? [] : [fact('order.refunded', { value: back }, { whole: one.back === 'whole' }, 5)]),
  ];
}

type Step = { at: number; key: string };
type Expected = {
  orderId: string;
  person: number;
  spent: number;
  counts: boolean;
  steps: Step[];
  credits: Record<AttributionModel, number[]>;
};

/** Order by order: her touches in its window, then each model by whole numbers. */
function byHand(rows: readonly EventRow[], input: AttributionInput): Expected[] {
  const { window = 30, halfLife = 7, kinds } = input;
  const known = input.asOf ? dayStart(addDays(input.asOf, 1)).getTime() : Number.POSITIVE_INFINITY;
  const [from, until] = [dayStart(input.from).getTime(), dayStart(addDays(input.to, 1)).getTime()];
  const isAsked = (key: string) => !kinds || kinds.some((kind) => kind === key.split(':')[0]);
  const orders = rows.filter(({ name, ts }) => name === 'order.paid' && ts >= from && ts < until && ts < known);
  return orders.flatMap((paid) => {
    const refunds = rows.filter(
      (row) => row.name === 'order.refunded' && row.order_id === paid.order_id && row.ts < known,
    );
    const back = refunds.reduce((sum, { value }) => sum + value, 0);
    const counts = !(refunds.some(({ props }) => props.includes('true')) || (paid.value > 0 && back >= paid.value));
    const spent = paid.value - back;
    if (!counts && spent === 0) return [];
    const touches = rows
      .filter(
        ({ name, person_no, ts }) =>
          (name === 'app_launch' || name === 'message.opened') &&
          person_no === paid.person_no &&
          ts <= paid.ts &&
          ts >= paid.ts - window * DAY_MS,
      )
      .map((row) => ({ at: row.ts, key: keyOf(row) }))
      .filter(({ key }) => key !== 'direct' && isAsked(key));
    const coupons = rows
      .filter((row) => row.name === 'coupon.used' && row.order_id === paid.order_id)
      .map((row) => ({ at: paid.ts, key: `coupon:${JSON.parse(row.props).templateId}` }))
      .filter(({ key }) => isAsked(key))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    const sorted = [...touches.sort((a, b) => a.at - b.at), ...coupons];
    const steps = sorted.length === 0 ? [{ at: paid.ts, key: 'direct' }] : sorted;
    const credits = Object.fromEntries(
      MODELS.map((model) => [
        model,
        share(
          spent,
          steps.map((step, n) => weight(model, n, steps.length, paid.ts - step.at, halfLife)),
        ),
      ]),
    ) as Record<AttributionModel, number[]>;
    return [{ orderId: paid.order_id, person: paid.person_no, spent, counts, steps, credits }];
  });
}

function keyOf({ name, props }: EventRow): string {
  const told = JSON.parse(props);
  if (name === 'message.opened') return told.because.kind === 'journey' ? 'journey:jny_1' : 'message:hello';
  if (told.source !== '') return `source:${told.source}`;
  return ['', '1001'].includes(told.scene) ? 'direct' : `scene:${told.scene}`;
}

function weight(model: AttributionModel, n: number, size: number, ago: number, halfLife: number): number {
  if (model === 'first') return n === 0 ? 1 : 0;
  if (model === 'last') return n === size - 1 ? 1 : 0;
  if (model === 'linear') return 1;
  if (model === 'decay') return Math.max(1, Math.round(2 ** 20 * 2 ** (-ago / (halfLife * DAY_MS))));
  if (size < 3) return 1;
  return n === 0 || n === size - 1 ? 2 * (size - 2) : 1;
}

/** What lies between two sums of weights. */
function share(fen: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, one) => sum + BigInt(one), 0n);
  let sum = 0n;
  let given = 0n;
  return weights.map((one) => {
    sum += BigInt(one);
    const upTo = (BigInt(fen) * sum) / whole;
    const mine = upTo - given;
    given = upTo;
    return Number(mine);
  });
}

const question = fc.record({
  ends: fc.integer({ min: -10, max: 3 }),
  days: fc.integer({ min: 1, max: 30 }),
  window: fc.constantFrom(1, 3, 30),
  halfLife: fc.constantFrom(1, 7),
  asOf: fc.option(fc.constantFrom('2026-10-30', '2026-10-31'), { nil: undefined }),
  kinds: fc.option(fc.subarray(['source', 'scene', 'journey', 'message', 'coupon'] as const, { minLength: 1 }), {
    nil: undefined,
  }),
});

/** Beside these days stands what the same question says of the days before, touch by touch; what touched nobody then is told as nothing. */
async function comparesWithDaysBefore(input: AttributionInput, days: number): Promise<void> {
  const found = await runAttribution(test.ctx, { ...input, compare: true });
  const then = await runAttribution(test.ctx, {
    ...input,
    from: addDays(input.from, -days),
    to: addDays(input.from, -1),
  });
  expect(found.before).toEqual({ ...then.range, spent: then.spent, orders: then.orders });
  for (const { key, before } of found.touches) {
    const same = then.touches.find((one) => one.key === key);
    expect([key, before?.orders, before?.buyers, before?.credits.linear]).toEqual([
      key,
      same?.orders ?? 0,
      same?.buyers ?? 0,
      same?.credits.linear ?? 0,
    ]);
  }
}

it('a morning stands beside the morning before, not beside a whole day', async () => {
  await test.clear();
  const paid = (hour: number, n: number) => rowsOf({ ...plain, what: 'paid', hour, amount: 1000 * n }, n);
  // MIDDLE is 23:00 in Shanghai: nine in the morning of the next day, ten of the day itself, and its evening.
  await test.insert(...paid(10, 1), ...paid(-14, 2), ...paid(-2, 4));
  test.at(at(11));
  const { spent, before } = await runAttribution(test.ctx, { from: '2026-11-01', to: '2026-11-01', compare: true });
  expect([spent, before?.from, before?.spent]).toEqual([1000, '2026-10-31', 2000]);
});

const plain: Told = {
  what: 'paid',
  person: 1,
  hour: 0,
  source: '',
  scene: '',
  journey: false,
  amount: 0,
  back: 'no',
  coupons: [],
  twice: false,
};

// Two of those whom the histories tell of are one person.
beforeAll(async () => movePersons({ events: test.ctx.events, cluster: '' }, [{ kind: 'merge', loser: 4, winner: 5 }]));

it('credits what a plain walk over every order does, by every model, and every fen once', async () => {
  test.at(at(200));
  await fc.assert(
    fc.asyncProperty(
      fc.array(told, { maxLength: 50 }),
      question,
      async (lived, { ends, days, asOf, kinds, ...how }) => {
        const all = lived.flatMap(rowsOf);
        await test.clear();
        await test.insert(...all);
        await test.insert(...lived.flatMap((one, n) => (one.twice ? rowsOf(one, n) : [])));
        const rows = all.map((row) => (row.person_no === 4 ? { ...row, person_no: 5 } : row));
        const to = addDays('2026-10-31', ends);
        const input: AttributionInput = {
          from: addDays(to, 1 - days),
          to,
          ...how,
          ...(asOf ? { asOf } : {}),
          ...(kinds ? { kinds: [...kinds] } : {}),
        };
        const expected = byHand(rows, input);
        const found = await runAttribution(test.ctx, input);
        const spent = expected.reduce((sum, one) => sum + one.spent, 0);
        expect([found.spent, found.orders]).toEqual([spent, expected.filter(({ counts }) => counts).length]);
        for (const model of MODELS) {
          expect(found.kinds.reduce((sum, { credits }) => sum + credits[model], 0)).toBe(spent);
          expect(found.touches.reduce((sum, { credits }) => sum + credits[model], 0)).toBe(spent);
        }
        // Of touches at one moment either may be the first: what they are called decides nothing, so only the sums hold.
        const tied = expected.some(({ steps }) =>
          steps.some((step, n) => n > 0 && step.at === steps[n - 1]?.at && !step.key.startsWith('coupon:')),
        );
        const keys = [...new Set(expected.flatMap(({ steps }) => steps.map(({ key }) => key)))].sort();
        expect(found.touches.map(({ key }) => key).sort()).toEqual(keys);
        for (const { key, orders, buyers, credits } of found.touches) {
          const touched = expected.filter(({ steps }) => steps.some((step) => step.key === key));
          const good = touched.filter(({ counts }) => counts);
          expect([key, orders, buyers]).toEqual([key, good.length, new Set(good.map(({ person }) => person)).size]);
          if (tied) continue;
          const sum = (model: AttributionModel) =>
            touched.reduce(
              (total, one) =>
                total +
                one.steps.reduce((part, step, n) => part + (step.key === key ? (one.credits[model][n] ?? 0) : 0), 0),
              0,
            );
          for (const model of MODELS) expect([key, model, credits[model]]).toEqual([key, model, sum(model)]);
        }
        const [some] = found.touches;
        if (some) {
          expect(await countPersons(test.ctx, personsOfAttribution(test.ctx, input, some.key))).toBe(some.buyers);
          const list = await attributedOrders(test.ctx, { ...input, key: some.key, limit: 200 });
          expect(list.items.reduce((sum, { credits }) => sum + credits.decay, 0)).toBe(some.credits.decay);
          expect(list.total).toBe(list.items.length);
        }
        if (asOf === undefined) await comparesWithDaysBefore(input, days);
        const one = expected[0];
        if (one) {
          const why = await orderTouches(test.ctx, { ...input, orderId: one.orderId });
          expect(why?.touches.map(({ at: when }) => Date.parse(when))).toEqual(one.steps.map((step) => step.at));
          expect(why?.touches.reduce((sum, { credits }) => sum + credits.position, 0)).toBe(one.spent);
        }
      },
    ),
    { numRuns: 25, endOnFailure: true },
  );
}, 240_000);

it('says what touched her by name, and pages the orders', async () => {
  await test.clear();
  test.at(at(200));
  const one = (n: number, over: Partial<Told>): EventRow[] =>
    rowsOf(
      {
        what: 'paid',
        person: 1,
        hour: n,
        source: '',
        scene: '',
        journey: true,
        amount: 1000,
        back: 'no',
        coupons: [],
        twice: false,
        ...over,
      },
      n,
    );
  await test.insert(
    ...one(-50, { what: 'launch', source: 'poster' }),
    ...one(-40, { what: 'opened' }),
    ...one(-30, { coupons: ['x'] }),
    ...one(-20, { amount: 500 }),
    ...one(-10, { person: 2 }),
  );
  const input = { from: '2026-10-20', to: '2026-10-31' };
  const { touches } = await runAttribution(test.ctx, input);
  expect(touches.map(({ key, label, credits }) => [key, label.zh, credits.position, credits.last])).toEqual([
    ['direct', '没有触点', 1000, 1000],
    ['source:poster', '来源标记 poster', 650, 0],
    ['journey:jny_1', '旅程「一」', 450, 500],
    ['coupon:x', '券x', 400, 1000],
  ]);
  const first = await attributedOrders(test.ctx, { ...input, key: 'source', limit: 1 });
  expect([first.total, first.items.map(({ number }) => number)]).toEqual([2, ['N-20']]);
  const second = await attributedOrders(test.ctx, {
    ...input,
    key: 'source',
    limit: 1,
    cursor: first.nextCursor ?? '',
  });
  expect([second.nextCursor, second.items.map(({ number, credits }) => [number, credits.linear])]).toEqual([
    null,
    [['N-30', 333]],
  ]);
  expect(await orderTouches(test.ctx, { ...input, orderId: 'ord_none' })).toBeNull();
  const why = await orderTouches(test.ctx, { ...input, orderId: 'ord_-30' });
  expect(why?.touches.map(({ key, credits }) => [key, credits.position])).toEqual([
    ['source:poster', 400],
    ['journey:jny_1', 200],
    ['coupon:x', 400],
  ]);
});
