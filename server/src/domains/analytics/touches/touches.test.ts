import { plainWords, words } from '@huoshui/contracts/words';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { addDays, DAY_MS, dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import { countPersons } from '../../../platform/event-store/person-set.ts';
import { piece } from '../../../platform/event-store/piece.ts';
import { testApp } from '../../../platform/testing/app.ts';
import type { GivenFor, KeptTouches, Touches } from '../../../platform/touches.ts';
import { runAttribution } from '../attribution/attribution.ts';
import type { EventRow } from '../event.ts';
import { eventRow } from '../testing.ts';
import type { Credit } from './credited.ts';
import { type Breakdown, personsOfTouches, runTouches } from './touches.ts';

vi.setConfig({ testTimeout: 300_000 });
const app = await testApp({ env: { ROLE: 'api' } });
const { ctx } = app;
const today = shanghaiDay(ctx.now());
const START = dayStart(addDays(today, -9)).getTime();
const range = { from: addDays(today, -9), to: addDays(today, -5) };

let kept: readonly KeptTouches[] = [];
let given: readonly GivenFor[] = [];
const told = (name: string) => (within: { sql: string; params: Readonly<Record<string, unknown>> }) =>
  piece`
SELECT person_no, ts, event_key, JSONExtractString(props, 'channel') AS channel, JSONExtractString(props, 'because', 'kind') AS asked,
  JSONExtractString(props, 'because', 'id') AS cause, JSONExtractRaw(props, 'because', 'label') AS label
FROM history_once AS events WHERE name = '${name}' AND source != 'sdk' AND ${within}`;

const toys: readonly Touches[] = [
  {
    channels: [
      { name: 'post', words: words('信', 'Post'), tells: { arrival: true, opening: true } },
      { name: 'drum', words: words('鼓', 'Drum'), tells: { arrival: false, opening: true } },
    ],
    sources: [
      { name: 'club', words: words('社', 'Club'), to: (id) => `/clubs/${id}` },
      { name: 'bill', words: words('账', 'Bill'), isNotice: true },
    ],
    told: { reached: told('message.sent'), opened: told('message.opened') },
    kept: async () => kept,
    given: async () => given,
  },
];

const act = fc.record({
  what: fc.constantFrom('message.sent', 'message.sent', 'message.opened', 'order.paid', 'order.paid'),
  person: fc.integer({ min: 0, max: 4 }),
  hour: fc.integer({ min: -300, max: 160 }),
  channel: fc.constantFrom('post', 'drum'),
  asked: fc.constantFrom('club', 'club', 'bill'),
  cause: fc.constantFrom('a', 'b'),
  amount: fc.integer({ min: 0, max: 5000 }),
  back: fc.constantFrom('no', 'no', 'part', 'whole'),
  twice: fc.boolean(),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;
/** An hour and, so that no two touches are one moment, its own second. */
const instant = ({ hour }: Act, n: number) => START + hour * 3_600_000 + n * 1000;

function rowsOf(one: Act, n: number): EventRow[] {
  const at = (ms: number) => new Date(ms).toISOString();
  const about = { person: one.person, at: at(instant(one, n)), event_id: `${one.what} ${n}` };
  if (one.what !== 'order.paid')
    return [
      eventRow({
        ...about,
        name: one.what,
        props: JSON.stringify({
          templateKey: 't',
          channel: one.channel,
          because: { kind: one.asked, id: one.cause, label: one.cause },
        }),
      }),
    ];
  const back = { no: 0, part: Math.floor(one.amount / 3), whole: one.amount }[one.back];
  return [
    eventRow({
      ...about,
      name: 'order.paid',
      value: one.amount,
      order_id: `ord_${n}`,
      props: JSON.stringify({ number: `N${n}`, lines: [] }),
    }),
    ...(one.back === 'no'
      ? []
      : [
          eventRow({
            ...about,
            ...{
              name: 'order.refunded',
              at: at(instant(one, n) + 3_600_000),
              event_id: `back ${n}`,
              value: back,
              order_id: `ord_${n}`,
            },
            props: JSON.stringify({ whole: one.back === 'whole' }),
          }),
        ]),
  ];
}

type Sums = { orders: number; gmv: number; spent: number; buyers: Set<number>; people: Set<number> };

/** Order by order: her last touch before it, within the days. */
function byHand(acts: readonly Act[], credit: Credit, days: number, by: Breakdown) {
  const from = dayStart(range.from).getTime();
  const until = dayStart(addDays(range.to, 1)).getTime();
  const all = acts.map((one, n) => ({ ...one, at: instant(one, n) }));
  const counts = (one: Act, name: string) =>
    one.what === name && one.person > 0 && (name !== 'message.sent' || one.asked !== 'bill');
  const groups = new Map<string, Sums>();
  const of = ({ channel, asked, cause }: Act) => {
    const thing = asked === 'club' ? cause : '';
    const key = {
      channel: [channel, '', ''],
      asked: ['', asked, ''],
      way: [channel, asked, ''],
      thing: ['', asked, thing],
    }[by].join(' ');
    const sums = groups.get(key) ?? { orders: 0, gmv: 0, spent: 0, buyers: new Set(), people: new Set() };
    groups.set(key, sums);
    return sums;
  };
  for (const one of all)
    if (counts(one, 'message.sent') && one.at >= from && one.at < until) of(one).people.add(one.person);
  for (const paid of all.filter(
    ({ what, at, person }) => what === 'order.paid' && person > 0 && at >= from && at < until,
  )) {
    const back = { no: 0, part: Math.floor(paid.amount / 3), whole: paid.amount }[paid.back];
    const kept = paid.back !== 'whole' && (paid.amount === 0 || back < paid.amount);
    const last = all
      .filter(
        (one) => counts(one, credit === 'reached' ? 'message.sent' : 'message.opened') && one.person === paid.person,
      )
      .filter(({ at }) => at <= paid.at && at >= paid.at - days * DAY_MS)
      .toSorted((a, b) => a.at - b.at)
      .at(-1);
    if (last === undefined) continue;
    const sums = of(last);
    sums.spent += paid.amount - back;
    sums.gmv += paid.amount;
    if (!kept) continue;
    sums.orders += 1;
    sums.buyers.add(paid.person);
  }
  return groups;
}

async function tell(acts: readonly Act[]) {
  for (const table of ['events', 'day_sets', 'month_sets', 'moments', 'order_back', 'product_shelf', 'day_mark'])
    await ctx.events.exec(`TRUNCATE TABLE ${table}`);
  const rows = acts.flatMap(rowsOf);
  await ctx.events.insert('events', rows);
  await ctx.events.insert(
    'events',
    acts.flatMap((one, n) => (one.twice ? rowsOf(one, n) : [])),
  );
}

it('gives each order to her last touch, as one does it by hand, and opens the people behind each number', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { minLength: 1, maxLength: 50 }),
      fc.constantFrom<Credit>('reached', 'opened'),
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom<Breakdown>('channel', 'asked', 'way', 'thing'),
      async (acts, credit, days, by) => {
        await tell(acts);
        const question = { range, credit, days };
        const found = await runTouches(ctx, toys, question, by);
        const expected = byHand(acts, credit, days, by);
        const shown = found.groups.map(({ channel, asked, cause, figures }) => {
          const { orders, gmv, spent, buyers, people } = figures;
          return [[channel, asked, cause].join(' '), { orders, gmv, spent, buyers, people }];
        });
        const want = [...expected].map(([key, { buyers, people, ...sums }]) => [
          key,
          { ...sums, buyers: buyers.size, people: people.size },
        ]);
        expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(want));
        // Parts and days add up to the whole.
        for (const key of ['orders', 'gmv', 'spent'] as const) {
          expect(found.groups.reduce((sum, { figures }) => sum + figures[key], 0)).toBe(found.whole[key]);
          expect([...found.days.values()].reduce((sum, figures) => sum + figures[key], 0)).toBe(found.whole[key]);
        }
        for (const { channel, asked, cause, figures } of found.groups.slice(0, 2))
          for (const who of ['people', 'buyers'] as const) {
            const which = { channel: channel || null, asked: asked || null, cause: cause || null };
            expect(await countPersons(ctx, personsOfTouches(ctx, toys, question, who, which))).toBe(figures[who]);
          }
        if (credit === 'opened') {
          // What is called the last touch is one number here and in the attribution.
          const { kinds } = await runAttribution(ctx, { ...range, window: days, kinds: ['message', 'journey'] });
          const last = kinds.filter(({ kind }) => kind === 'message' || kind === 'journey');
          expect(last.reduce((sum, { credits }) => sum + credits.last, 0)).toBe(found.whole.spent);
        }
      },
    ),
    { numRuns: 20, endOnFailure: true },
  );
});

const row = (more: Partial<KeptTouches>): KeptTouches => ({
  ...{
    day: range.from,
    channel: 'post',
    asked: 'club',
    cause: 'a',
    label: plainWords('a'),
    planned: 0,
    sent: 0,
    delivered: 0,
  },
  ...{ opened: 0, heldOut: 0, cost: 0 },
  ...more,
});

it('shares out what was given by how many went which way, to the fen, and leaves what nobody was told of by itself', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          channel: fc.constantFrom('post', 'drum'),
          cause: fc.constantFrom('a', 'b'),
          sent: fc.nat(9),
          cost: fc.nat(99),
        }),
        { maxLength: 12 },
      ),
      fc.array(fc.record({ cause: fc.constantFrom('a', 'b', 'c'), cost: fc.nat(1000) }), { maxLength: 8 }),
      async (sends, gifts) => {
        await tell([]);
        kept = sends.map((one) => row({ ...one, planned: one.sent }));
        given = gifts.map((one) => ({ ...one, day: range.to, kind: 'club' }));
        const ask = async (by: Breakdown) => runTouches(ctx, toys, { range, credit: 'reached', days: 7 }, by);
        const [channels, things] = [await ask('channel'), await ask('thing')];
        const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
        for (const { groups, whole, days } of [channels, things]) {
          expect(sum(groups.map(({ figures }) => figures.gifts))).toBe(sum(gifts.map(({ cost }) => cost)));
          expect(sum(groups.map(({ figures }) => figures.cost))).toBe(sum(sends.map(({ cost }) => cost)));
          expect([whole.gifts, sum([...days.values()].map(({ gifts: cost }) => cost))]).toEqual(
            Array(2).fill(sum(gifts.map(({ cost }) => cost))),
          );
        }
        for (const cause of ['a', 'b', 'c'])
          expect(things.groups.find((one) => one.cause === cause)?.figures.gifts ?? 0).toBe(
            sum(gifts.filter((one) => one.cause === cause).map(({ cost }) => cost)),
          );
        const told = new Set<string>(sends.filter(({ sent }) => sent > 0).map(({ cause }) => cause));
        const untold = sum(gifts.filter(({ cause }) => !told.has(cause)).map(({ cost }) => cost));
        expect(channels.groups.find(({ channel }) => channel === '')?.figures.gifts ?? 0).toBe(untold);
      },
    ),
    { numRuns: 12, endOnFailure: true },
  );
  kept = [];
  given = [];
});

it('knows a figure only where every way of it tells it', async () => {
  await tell([]);
  kept = [row({ channel: 'post', sent: 2, planned: 3, delivered: 2 }), row({ channel: 'drum', sent: 1, planned: 1 })];
  const ask = async (by: Breakdown) =>
    (await runTouches(ctx, toys, { range, credit: 'reached', days: 7 }, by)).groups.map(({ channel, figures }) => [
      channel,
      figures.delivered,
      figures.known.arrival,
    ]);
  expect(await ask('channel')).toEqual([
    ['post', 2, true],
    ['drum', 0, false],
  ]);
  expect(await ask('asked')).toEqual([['', 2, false]]);
  kept = [];
});
