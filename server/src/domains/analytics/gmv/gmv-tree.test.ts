import { plainWords } from '@huoshui/contracts/words';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { addDays, dayStart } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { countPersons } from '../../../platform/event-store/person-set.ts';
import { piece } from '../../../platform/event-store/piece.ts';
import { keepDays } from '../days.ts';
import type { EventRow } from '../event.ts';
import { movePersons } from '../person-links.ts';
import { reportTest } from '../testing.ts';
import { type GmvInput, type GmvTree, personsOfGmv, runGmvTree } from './gmv-tree.ts';
import { history, MIDDLE, rowsOf } from './testing.ts';

const test = reportTest();
const stages = {
  at: async () =>
    piece`SELECT toUInt32(n) AS person_no, if(n % 2 = 0, 'even', 'none') AS stage FROM (SELECT number AS n FROM numbers(10))`,
  say: plainWords,
};
/** Names are asked of nobody here. */
const ctx: Ctx = Object.assign(Object.create(test.ctx), {
  names: async () => Object.assign(() => null, { ended: () => false, note: () => null }),
});

// Two of those whom the histories tell of are one person.
beforeAll(async () => movePersons({ events: test.ctx.events, cluster: '' }, [{ kind: 'merge', loser: 8, winner: 9 }]));

type Span = { from: number; until: number };
type Sum = { visitors: Set<number>; spent: number; of: Map<number, { orders: number; spent: number }> };

/** Person by person and order by order, as the words say it. */
function byHand(rows: readonly EventRow[], span: Span, known: number, belongs: (person: number) => boolean): Sum {
  const within = ({ ts }: EventRow) => ts >= span.from && ts < span.until && ts < known;
  const visitors = new Set(
    rows.filter((row) => row.source === 'sdk' && within(row) && belongs(row.person_no)).map((row) => row.person_no),
  );
  const sum: Sum = { visitors, spent: 0, of: new Map() };
  for (const paid of rows.filter((row) => row.name === 'order.paid' && within(row) && belongs(row.person_no))) {
    const { back, counts } = whatCameBack(rows, paid, known);
    sum.spent += paid.value - back;
    if (!counts) continue;
    const hers = sum.of.get(paid.person_no) ?? { orders: 0, spent: 0 };
    sum.of.set(paid.person_no, { orders: hers.orders + 1, spent: hers.spent + paid.value - back });
  }
  return sum;
}

function whatCameBack(rows: readonly EventRow[], paid: EventRow, known: number) {
  const refunds = rows.filter(
    (row) => row.name === 'order.refunded' && row.order_id === paid.order_id && row.ts < known,
  );
  const back = refunds.reduce((total, row) => total + row.value, 0);
  const whole = refunds.some(({ props }) => props.includes('"whole":true')) || (paid.value > 0 && back >= paid.value);
  return { back, counts: !whole };
}

function boughtBefore(rows: readonly EventRow[], person: number, before: number, known: number): boolean {
  return rows.some(
    (row) =>
      row.name === 'order.paid' &&
      row.person_no === person &&
      row.ts < Math.min(before, known) &&
      whatCameBack(rows, row, known).counts,
  );
}

function figures(branch: GmvTree['whole'] | undefined, time: 'current' | 'previous') {
  const of = (factor: string) => branch?.nodes.find((node) => node.factor === factor)?.[time] ?? 0;
  return {
    spent: branch?.[time] ?? 0,
    visitors: of('visitors'),
    buyers: Math.round(of('visitors') * of('conversion')),
    unseen: of('unseenBuyers'),
  };
}

function expected({ visitors, spent, of }: Sum) {
  const seen = [...of.keys()].filter((person) => visitors.has(person)).length;
  return { spent, visitors: visitors.size, buyers: seen, unseen: of.size - seen };
}

const question = fc.record({
  days: fc.integer({ min: 1, max: 31 }),
  ends: fc.integer({ min: -20, max: 8 }),
  compare: fc.constantFrom('before', 'week', 'month', 'year', 'chosen'),
  asOf: fc.option(fc.integer({ min: -15, max: 12 }), { nil: undefined }),
  by: fc.constantFrom('whole', 'newness', 'channel', 'stage', 'category'),
});

it('is what a plain look at every order says, in whole and by branch, and every change adds up to the fen', async () => {
  const now = MIDDLE + 200 * 3_600_000 + 1234;
  test.at(new Date(now).toISOString());
  await fc.assert(
    fc.asyncProperty(history, question, fc.boolean(), async (lived, asked, keeps) => {
      const { rows: told, again } = rowsOf(lived);
      const rows = told.map((row) => (row.person_no === 8 ? { ...row, person_no: 9 } : row));
      await test.clear();
      await test.insert(...told);
      await test.insert(...again);
      if (keeps) await keepDays(test.ctx.events, 0);
      const to = addDays('2026-10-31', asked.ends);
      const input: GmvInput = {
        from: addDays(to, 1 - asked.days),
        to,
        compare: asked.compare as GmvInput['compare'],
        by: asked.by as GmvInput['by'],
        ...(asked.asOf === undefined ? {} : { asOf: addDays('2026-10-31', asked.asOf) }),
        ...(asked.compare === 'chosen' ? { with: { from: '2026-10-02', to: '2026-10-20' } } : {}),
      };
      const tree = await runGmvTree(ctx, stages, input);
      const known = dayStart(addDays(tree.asOf, 1)).getTime();
      const span = ({ from, to: last }: { from: string; to: string }): Span => ({
        from: dayStart(from).getTime(),
        until: Math.min(dayStart(addDays(last, 1)).getTime(), known, now),
      });
      const current = span(tree.range);
      const whole = span(tree.previousRange);
      const previous = tree.previousUntil === null ? whole : { ...whole, until: Date.parse(tree.previousUntil) };
      for (const [time, part] of [
        ['current', current],
        ['previous', previous],
      ] as const) {
        const sum = byHand(rows, part, known, () => true);
        expect([time, figures(tree.whole, time)]).toEqual([time, expected(sum)]);
        if (asked.by === 'newness')
          for (const key of ['', 'returning']) {
            const mine = byHand(
              rows,
              part,
              known,
              (person) => boughtBefore(rows, person, part.from, known) === (key !== ''),
            );
            expect([
              time,
              key,
              figures(
                tree.branches.find((one) => one.key === key),
                time,
              ),
            ]).toEqual([time, key, expected(mine)]);
          }
        if (asked.by === 'stage') {
          const mine = byHand(rows, part, known, (person) => person % 2 === 0);
          expect([
            time,
            figures(
              tree.branches.find(({ key }) => key === 'even'),
              time,
            ),
          ]).toEqual([time, expected(mine)]);
        }
        if (asked.by === 'category') {
          for (const { key, ...branch } of tree.branches)
            expect([key, branch[time]]).toEqual([key, ofCategory(rows, part, known, key)]);
        }
        for (const who of ['visitors', 'buyers', 'unseenBuyers'] as const) {
          const count = await countPersons(
            ctx,
            await personsOfGmv(ctx, stages, input, { part: time, who, branch: null }),
          );
          expect([who, count]).toEqual([who, figures(tree.whole, time)[who === 'unseenBuyers' ? 'unseen' : who]]);
        }
        for (const branch of tree.branches.slice(0, 2)) {
          if (branch.key === '' && asked.by === 'category') continue;
          const set = await personsOfGmv(ctx, stages, input, { part: time, who: 'buyers', branch: branch.key });
          expect([branch.key, await countPersons(ctx, set)]).toEqual([branch.key, figures(branch, time).buyers]);
        }
      }
      for (const { nodes, current: now_, previous: before } of [tree.whole, ...tree.branches])
        expect(nodes.reduce((sum, { contribution }) => sum + contribution, 0)).toBe(now_ - before);
      if (asked.by !== 'whole')
        for (const time of ['current', 'previous'] as const)
          expect(tree.branches.reduce((sum, branch) => sum + branch[time], 0)).toBe(tree.whole[time]);
    }),
    { numRuns: 12, endOnFailure: true },
  );
}, 240_000);

/** Line by line; what is of no line, and all of an order that does not count, stands under ''. */
function ofCategory(rows: readonly EventRow[], span: Span, known: number, category: string): number {
  let sum = 0;
  for (const paid of rows.filter(
    (row) => row.name === 'order.paid' && row.ts >= span.from && row.ts < Math.min(span.until, known),
  )) {
    const { back, counts } = whatCameBack(rows, paid, known);
    const lines: { lineId: string; categoryId: string | null; payable: number }[] = JSON.parse(paid.props).lines;
    const backs: { lineId: string; amount: number }[] = rows
      .filter((row) => row.name === 'order.refunded' && row.order_id === paid.order_id && row.ts < known)
      .flatMap(({ props }) => JSON.parse(props).lines);
    const worth = (which: (line: { categoryId: string | null }) => boolean) =>
      lines
        .filter(which)
        .reduce(
          (total, { lineId, payable }) =>
            total + payable - backs.filter((one) => one.lineId === lineId).reduce((all, { amount }) => all + amount, 0),
          0,
        );
    if (category !== '') sum += counts ? worth(({ categoryId }) => (categoryId ?? '-') === category) : 0;
    else sum += paid.value - back - (counts ? worth(() => true) : 0);
  }
  return sum;
}
