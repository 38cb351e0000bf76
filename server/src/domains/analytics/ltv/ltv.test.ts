import { plainWords } from '@huoshui/contracts/words';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { addDays, dayStart, daysBetween, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { periodAfter, periodStart } from '../../../platform/event-store/period.ts';
import { countPersons } from '../../../platform/event-store/person-set.ts';
import { askedBefore, lasts, readRange } from '../../../platform/event-store/range.ts';
import type { EventRow } from '../event.ts';
import { history, MIDDLE, rowsOf } from '../gmv/testing.ts';
import type { Mark } from '../marks.ts';
import { movePersons } from '../person-links.ts';
import { eventRow, reportTest } from '../testing.ts';
import { type LtvInput, personsOfLtv, runLtv } from './ltv.ts';

const test = reportTest();
const ctx: Ctx = Object.assign(Object.create(test.ctx), {});
/** The posters cost a fen a day and are one channel with what friends send, which costs nothing that is known. */
const marks: readonly Mark[] = [
  {
    source: 'poster',
    key: 'channel:street',
    label: plainWords('p'),
    channel: plainWords('street'),
    costBetween: daysIn,
  },
  {
    source: 'friend',
    key: 'channel:street',
    label: plainWords('f'),
    channel: plainWords('street'),
    costBetween: () => null,
  },
];
const known = async () => marks;

function daysIn(from: string, to: string): number {
  return Math.max(0, (dayStart(addDays(to, 1)).getTime() - dayStart(from).getTime()) / 86_400_000);
}

// Two of those whom the histories tell of are one person.
beforeAll(async () => movePersons({ events: test.ctx.events, cluster: '' }, [{ kind: 'merge', loser: 8, winner: 9 }]));

const joins = fc.array(
  fc.record({ person: fc.integer({ min: 1, max: 9 }), hour: fc.integer({ min: -1100, max: 100 }) }),
  {
    maxLength: 12,
  },
);
const question = fc.record({
  start: fc.constantFrom('joined' as const, 'first_order' as const),
  period: fc.constantFrom('week' as const, 'month' as const),
  by: fc.constantFrom('whole' as const, 'channel' as const),
  from: fc.constantFrom('2026-09-20', '2026-10-01', '2026-10-15'),
  to: fc.constantFrom('2026-10-20', '2026-10-31', '2026-11-03'),
  asOf: fc.option(fc.constantFrom('2026-10-31', '2026-11-01'), { nil: undefined }),
});

/** The days before: whole, or while people still come in as of as many days earlier. */
function asFarBefore(asked: LtvInput, days: { readonly from: string; readonly to: string }): LtvInput {
  const { from, to, asOf } = asked;
  if (!lasts(ctx, readRange(ctx, asked))) return { ...asked, ...days };
  if (!asOf) return askedBefore(ctx, asked);
  return { ...asked, ...days, asOf: addDays(asOf, -daysBetween(from, to) - 1) };
}

it('is what a plain look at every member says, by cohort and source, and nothing of what has not begun', async () => {
  const now = MIDDLE + 200 * 3_600_000;
  test.at(new Date(now).toISOString());
  await fc.assert(
    fc.asyncProperty(history, joins, question, async (lived, joined, input) => {
      const { rows, again } = rowsOf(lived);
      const told = [
        ...rows,
        ...joined.map(({ person, hour }, n) =>
          eventRow({
            person,
            name: 'member.joined',
            at: new Date(MIDDLE + hour * 3_600_000).toISOString(),
            event_id: `joined ${n}`,
          }),
        ),
      ];
      await test.clear();
      await test.insert(...told);
      await test.insert(...again);
      const all = told.map((row) => (row.person_no === 8 ? { ...row, person_no: 9 } : row));
      const asked: LtvInput = { ...input, asOf: input.asOf };
      const report = await runLtv(ctx, known, asked);
      const beside = await runLtv(ctx, known, { ...asked, compare: true });
      const then = beside.before && (await runLtv(ctx, known, asFarBefore(asked, beside.before)));
      expect(then?.range.to).toBe(addDays(input.from, -1));
      for (const { key, before } of beside.groups) {
        const same = then?.groups.find((one) => one.key === key);
        expect([key, before?.members, before?.cac, before?.each]).toEqual([
          key,
          same?.members,
          same?.cac,
          same?.curve.map(({ each }) => each),
        ]);
      }
      const members = byHand(all, asked, report.asOf);
      const groups = new Set(members.map(({ source }) => source));
      expect(report.groups.map(({ key }) => key).sort()).toEqual(
        ['', ...(input.by === 'channel' ? groups : [])].sort(),
      );
      for (const group of report.groups) {
        const mine = members.filter(({ source }) => group.key === '' || source === group.key);
        expect([group.key, group.members]).toEqual([group.key, mine.length]);
        for (const row of group.rows) {
          const cohort = mine.filter(({ start }) => start === row.start);
          expect([row.start, row.members]).toEqual([row.start, cohort.length]);
          for (const [offset, cell] of row.cells.entries()) {
            const begins = periodAfter(row.start, input.period, offset);
            const spent = cohort.reduce(
              (sum, one) => sum + (one.spent.get(offset) ?? []).reduce((a, b) => a + b, 0),
              0,
            );
            const upTo = cohort.reduce(
              (sum, one) =>
                sum +
                [...one.spent].reduce(
                  (part, [at, fen]) => part + (at <= offset ? fen.reduce((a, b) => a + b, 0) : 0),
                  0,
                ),
              0,
            );
            expect([row.start, offset, cell, spent]).toEqual([
              row.start,
              offset,
              begins <= report.asOf ? upTo : null,
              spent,
            ]);
            const isOver =
              dayStart(periodAfter(row.start, input.period, offset + 1)).getTime() <=
              Math.min(now, dayStart(addDays(report.asOf, 1)).getTime());
            expect([row.start, offset, offset < row.over]).toEqual([row.start, offset, isOver]);
          }
        }
        for (const { offset, each, members: counted } of group.curve) {
          const over = group.rows.filter((row) => row.members > 0 && offset < row.over);
          const count = over.reduce((sum, row) => sum + row.members, 0);
          expect([counted, each]).toEqual([
            count,
            count === 0 ? null : Math.round(over.reduce((sum, row) => sum + (row.cells[offset] ?? 0), 0) / count),
          ]);
        }
        const isPaidFor = group.key === '' || group.key === 'channel:street';
        const days = daysIn(input.from, [input.to, report.asOf].sort()[0] ?? input.to);
        expect([group.key, group.cost]).toEqual([group.key, isPaidFor ? days : null]);
        expect(group.cac).toBe(isPaidFor && mine.length > 0 ? Math.round(days / mine.length) : null);
        const people = await personsOfLtv(ctx, known, asked, {
          cohort: null,
          source: group.key === '' ? null : group.key,
        });
        expect([group.key, await countPersons(ctx, people)]).toEqual([group.key, group.members]);
      }
    }),
    { numRuns: 25, endOnFailure: true },
  );
}, 240_000);

type Member = { readonly start: string; readonly source: string; readonly spent: Map<number, number[]> };

function byHand(
  rows: readonly EventRow[],
  { from, to, start, period = 'month', by }: LtvInput,
  asOf: string,
): Member[] {
  const knownUntil = dayStart(addDays(asOf, 1)).getTime();
  const seen = rows.filter(({ ts }) => ts < knownUntil);
  return [...new Set(rows.map((row) => row.person_no))].flatMap((person) => {
    const hers = seen.filter((row) => row.person_no === person);
    const orders = hers
      .filter(({ name }) => name === 'order.paid')
      .map((paid) => ({ ts: paid.ts, ...netOf(seen, paid) }));
    const begins =
      start === 'first_order'
        ? orders.filter(({ counts }) => counts)
        : hers.filter(({ name }) => name === 'member.joined');
    const began = Math.min(...begins.map(({ ts }) => ts));
    if (!(began >= dayStart(from).getTime() && began < dayStart(addDays(to, 1)).getTime())) return [];
    const cohort = periodStart(shanghaiDay(new Date(began)), period);
    const spent = new Map<number, number[]>();
    for (const { ts, net } of orders) {
      let offset = 0;
      while (periodAfter(cohort, period, offset + 1) <= shanghaiDay(new Date(ts))) offset += 1;
      spent.set(offset, [...(spent.get(offset) ?? []), net]);
    }
    return [{ start: cohort, source: by === 'channel' ? sourceOf(hers) : '', spent }];
  });
}

function netOf(rows: readonly EventRow[], paid: EventRow) {
  const refunds = rows.filter((row) => row.name === 'order.refunded' && row.order_id === paid.order_id);
  const back = refunds.reduce((sum, { value }) => sum + value, 0);
  const whole = refunds.some(({ props }) => props.includes('"whole":true')) || (paid.value > 0 && back >= paid.value);
  return { net: paid.value - back, counts: !whole };
}

/** What brought her first; her own way where nothing did. Ties go to whatever the store says: the histories have none but by chance. */
function sourceOf(hers: readonly EventRow[]): string {
  const ways = hers
    .filter(({ name }) => name === 'app_launch')
    .sort((a, b) => a.ts - b.ts)
    .map(({ props }) => {
      const { source, scene } = JSON.parse(props);
      if (source !== '') return 'channel:street';
      return ['', '1001'].includes(scene) ? 'direct' : `scene:${scene}`;
    });
  return ways.find((way) => way !== 'direct') ?? ways[0] ?? 'unknown';
}
