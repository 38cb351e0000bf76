import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { countPersons } from '../../platform/event-store/person-set.ts';
import { countEvents } from './catalogue.ts';
import { keepDays } from './days.ts';
import type { EventRow } from './event.ts';
import { runFunnel } from './funnel.ts';
import { personsOfOverview, runOverview } from './overview.ts';
import { type Change, follow, type Link, movePersons } from './person-links.ts';
import { runRepurchase } from './repurchase.ts';
import { runRetention } from './retention.ts';
import { eventRow, reportTest } from './testing.ts';
import { personTimeline } from './timeline.ts';

// Two stores: in one, events are told of the numbers of their day and merges follow; in the other each is of the person
// that she is in the end. No report may tell the two apart.
const merged = reportTest();
const alone = reportTest();

const DAYS = { from: '2026-10-01', to: '2026-11-20' } as const;
const NAMES = ['page_view', 'cart_add', 'order.paid', 'order.refunded', 'member.joined'] as const;

const happening = fc.record({
  person: fc.integer({ min: 1, max: 8 }),
  name: fc.constantFrom(...NAMES),
  hour: fc.integer({ min: 0, max: 1200 }),
  value: fc.integer({ min: 1, max: 5 }),
  order: fc.integer({ min: 1, max: 6 }),
});
const change = fc.record({
  kind: fc.constantFrom('merge' as const, 'merge' as const, 'unmerge' as const),
  loser: fc.integer({ min: 1, max: 8 }),
  winner: fc.integer({ min: 1, max: 8 }),
});

describe('history of persons who were merged and taken apart again', () => {
  beforeAll(() => {
    for (const { at } of [merged, alone]) at('2026-11-21T04:00:00Z');
  });

  it('is the same in every report as if each event had been told of who she is now, and no day had been kept', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(happening, { minLength: 5, maxLength: 60 }),
        fc.array(change, { maxLength: 8 }),
        async (happened, changes) => {
          const rows = happened.map(toRow);
          const now = await insertMerged(rows, changes);
          await alone.clear();
          await alone.insert(...rows.map((row) => ({ ...row, person_no: now.get(row.person_no) ?? row.person_no })));
          for (const [n, [here, there]] of (await bothAnswers()).entries()) expect(here, `report ${n}`).toEqual(there);
        },
      ),
      { numRuns: 4, endOnFailure: true },
    );
  }, 300_000);
});

/** Half of the events before the merges, half after them: who she is now does not hang on when a fact came. */
async function insertMerged(rows: readonly EventRow[], changes: readonly Change[]): Promise<Map<number, number>> {
  await merged.clear();
  await merged.ctx.events.exec('TRUNCATE TABLE person_link');
  const half = Math.floor(rows.length / 2);
  await merged.insert(...rows.slice(0, half));
  // What the store took in a second is kept when the second is over; the other half of the events comes late.
  await sleep(1100);
  await keepDays(merged.ctx.events, 0);
  const store = { events: merged.ctx.events, cluster: null };
  const cut = Math.floor(changes.length / 2);
  for (const some of [changes.slice(0, cut), changes.slice(cut)]) await movePersons(store, some);
  // Told again after a line that broke.
  await movePersons(store, changes.length > 0 ? changes : [{ kind: 'unmerge', loser: 1, winner: 2 }]);
  await merged.insert(...rows.slice(half));
  return new Map(follow([], changes).map(({ loser, now }: Link) => [loser, now]));
}

async function bothAnswers(): Promise<readonly (readonly [unknown, unknown])[]> {
  const steps = [{ event: 'page_view' }, { event: 'cart_add' }, { event: 'page_view' }];
  const asks = [
    async (ctx: typeof merged.ctx) => runOverview(ctx, DAYS),
    async (ctx: typeof merged.ctx) =>
      runRetention(ctx, {
        ...DAYS,
        period: 'week',
        mode: 'first_time',
        start: { event: 'page_view' },
        return: { event: '*' },
      }),
    async (ctx: typeof merged.ctx) =>
      runRetention(ctx, {
        ...DAYS,
        period: 'day',
        mode: 'recurring',
        start: { event: 'order.paid' },
        return: { event: 'page_view' },
      }),
    async (ctx: typeof merged.ctx) => countPersons(ctx, await personsOfOverview(ctx, DAYS, 'visitors')),
    async (ctx: typeof merged.ctx) => runRepurchase(ctx, DAYS),
    async (ctx: typeof merged.ctx) => runFunnel(ctx, { ...DAYS, steps: steps.slice(0, 2) }),
    async (ctx: typeof merged.ctx) => runFunnel(ctx, { ...DAYS, steps, order: 'strict' }),
    async (ctx: typeof merged.ctx) => runFunnel(ctx, { ...DAYS, steps, order: 'any' }),
    async (ctx: typeof merged.ctx) => countEvents(ctx, DAYS.to),
    ...[1, 2, 3].map((personNo) => async (ctx: typeof merged.ctx) => personTimeline(ctx, { personNo, limit: 100 })),
  ];
  return Promise.all(asks.map(async (ask) => [await ask(merged.ctx), await ask(alone.ctx)] as const));
}

function toRow(
  { person, name, hour, value, order }: { person: number; name: string; hour: number; value: number; order: number },
  n: number,
): EventRow {
  const at = new Date(Date.parse('2026-09-30T16:00:00Z') + hour * 3_600_000 + n).toISOString();
  const money = name.startsWith('order.');
  // An order is one person's: its number tells whose.
  return eventRow({
    person,
    name,
    at,
    ...(money ? { value, order_id: `${person}-${order}-${name === 'order.paid' ? n : order}` } : {}),
  });
}
