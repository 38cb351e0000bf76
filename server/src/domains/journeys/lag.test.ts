import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { createLook, drainOnce, type Listener, registerListeners } from '../../platform/listeners.ts';
import { alone } from '../../platform/testing/alone.ts';
import { testApp } from '../../platform/testing/app.ts';
import { audiences } from '../audiences/domain.ts';
import { benefitKinds } from '../benefits/index.ts';
import { becomeOne, createMember, type TestMember } from '../members/testing.ts';
import { advanceRuns } from './advance.ts';
import { createJourney, setState } from './change.ts';
import type { Definition } from './definition.ts';
import { journeys } from './domain.ts';
import { standardKit as kit } from './kit.ts';
import type { JourneyRecord } from './queries.ts';
import { announcePaid, announceRefunded } from './testing.ts';

// No worker runs here: each listener hears when the test says so, each as late as chance will have it. What becomes of a run
// and of its goal must not show who was behind, and how far; and nothing reaches anybody because of it.

const app = await testApp({ env: { ROLE: 'api' } });
const listeners: readonly Listener[] = [
  ...(journeys({ benefits: benefitKinds([]) }).listeners ?? []),
  ...(audiences().listeners ?? []),
];
const sweep = advanceRuns(kit);
const START = new Date('2026-11-20T02:00:00Z').getTime();
const HOUR = 3_600_000;
const [CARE, GOAL] = [72, 240];

beforeAll(async () => registerListeners(app.ctx, listeners));

const at = (hours: number): Ctx => ({ ...app.ctx, now: () => new Date(START + hours * HOUR) });

const definition: Definition = {
  trigger: { kind: 'order_paid', values: { firstOnly: true } },
  start: 'wait',
  nodes: [
    { key: 'wait', kind: 'wait', values: { period: CARE * 60 }, ways: { next: 'care' } },
    { key: 'care', kind: 'message', values: { template: 'careReminder', channels: ['inbox'] }, ways: { next: 'rest' } },
    { key: 'rest', kind: 'wait', values: { period: 365 * 1440 }, ways: { next: null } },
  ],
  goal: { kind: 'order_paid', values: { withinDays: GOAL / 24 } },
  exitOnGoal: true,
  reentry: { kind: 'never' },
  holdout: 30,
  budgetId: null,
};

async function open(): Promise<JourneyRecord> {
  return inTransaction(at(0), async (ctx) => createJourney(ctx, kit, { name: '等她', definition, state: 'live' }));
}

/** Until nothing is before it: other tests of the same cluster may hold facts back for a moment. */
async function hear(ctx: Ctx, listen: Listener): Promise<void> {
  for (;;) {
    const handled = await drainOnce(ctx, listen);
    const { ready, held } = await createLook()(ctx, [listen]);
    if (handled + ready.length + held.length === 0) return;
  }
}

async function sweepAll(ctx: Ctx): Promise<void> {
  while ((await sweep.run(ctx, alone)) > 0);
}

type Op =
  | { readonly do: 'pay'; readonly who: number }
  | { readonly do: 'refund'; readonly who: number; readonly which: number }
  | { readonly do: 'pass'; readonly hours: number }
  | { readonly do: 'hear'; readonly listener: number };

const who = fc.integer({ min: 0, max: 2 });
const op: fc.Arbitrary<Op> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('pay' as const), who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('refund' as const), who, which: fc.nat(3) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('pass' as const), hours: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('hear' as const), listener: fc.nat(listeners.length - 1) }) },
);

type Fact = { readonly paid: boolean; readonly order: number; readonly at: number };
type Run = { from: number; by: number; goal: number | null; over: 'converted' | 'exited' | null; returned: boolean };

/** The same journey for one person and without listeners: what was told of her up to an hour, in turn. */
function interpret(facts: readonly Fact[], until: number): Run | null {
  let run: Run | null = null;
  const counted = new Map<number, number>();
  for (const { paid, order, at } of facts.filter((fact) => fact.at <= until)) {
    if (paid && !run) run = { from: at, by: order, goal: null, over: null, returned: false };
    else if (paid && run && !run.returned && at > run.from && at <= run.from + GOAL) {
      counted.set(order, at);
      run.goal ??= order;
      run.over = 'converted';
    } else if (!paid && run) {
      counted.delete(order);
      if (run.goal === order && at <= run.from + GOAL) {
        run.goal = [...counted].sort(([, a], [, b]) => a - b)[0]?.[0] ?? null;
        run.over = run.goal === null ? 'exited' : 'converted';
      }
      if (run.by === order && run.goal === null) {
        run.returned = true;
        run.over ??= 'exited';
      }
    }
  }
  return run;
}

async function found(journey: JourneyRecord, person: TestMember) {
  const { rows } = await sql<{
    state: string;
    goalOrderId: string | null;
    converted: boolean;
    outcome: { zh: string } | null;
  }>`
    select r.state, i.goal_order_id, i.converted_at is not null as converted, i.outcome
    from journeys.run r join journeys.run_info i on i.run_id = r.id
    where r.journey_no = ${journey.no} and r.person_no = ${person.personNo}
  `.execute(app.ctx.db);
  return rows;
}

describe('a journey whose listeners are behind', () => {
  it('comes out as if each had heard everything at once, and reaches nobody for whom it was over', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(op, { minLength: 6, maxLength: 22 }), async (ops) => {
        const persons = await Promise.all(Array.from({ length: 3 }, async () => createMember(app.ctx)));
        for (const listen of listeners) await hear(at(0), listen);
        const journey = await open();
        const told: Fact[][] = [[], [], []];
        const orders: string[] = [];
        let hours = 0;
        for (const one of ops) {
          // Nothing happens twice in one moment.
          hours += one.do === 'pass' ? one.hours : 0.01;
          if (one.do === 'hear') await hear(at(hours), listeners[one.listener] ?? never());
          if (one.do === 'pay' || one.do === 'refund') await happen(one);
          await sweepAll(at(hours));
        }
        for (const listen of [...listeners].reverse()) await hear(at(hours), listen);
        await sweepAll(at(hours));
        for (const [index, person] of persons.entries()) {
          const run = interpret(told[index] ?? [], hours);
          const rows = await found(journey, person);
          expect(rows).toHaveLength(run ? 1 : 0);
          const [row] = rows;
          if (!run || !row) continue;
          const late = row.outcome?.zh === '目标期限已过';
          expect([late ? 'waiting' : row.state, row.converted ? row.goalOrderId : null]).toEqual([
            run.over ?? 'waiting',
            run.goal === null ? null : orders[run.goal],
          ]);
          const { rows: messages } = await sql<{ at: Date }>`
            select created_at as at from messaging.outbound
            where cause_id = ${journey.id} and person_no = ${person.personNo} and reason is distinct from 'holdout'
          `.execute(app.ctx.db);
          for (const message of messages)
            expect(interpret(told[index] ?? [], (message.at.getTime() - START) / HOUR)?.over).toBeNull();
        }
        await inTransaction(at(hours), async (ctx) => setState(ctx, kit, journey.id, 'ended'));

        async function happen(one: Extract<Op, { who: number }>): Promise<void> {
          const [person, facts] = [persons[one.who] ?? never(), told[one.who] ?? never()];
          if (one.do === 'pay') {
            facts.push({ paid: true, order: orders.length, at: hours });
            orders.push(await announcePaid(at(hours), person, { first: facts.length === 1 }));
            return;
          }
          const open = facts.filter(({ paid, order }) => paid && !facts.some((f) => !f.paid && f.order === order));
          const back = open[one.which % Math.max(1, open.length)];
          if (!back) return;
          facts.push({ paid: false, order: back.order, at: hours });
          await announceRefunded(at(hours), person, orders[back.order] ?? never());
        }
      }),
      { numRuns: 40, interruptAfterTimeLimit: 100_000 },
    );
  });

  it('reaches the goal of all 160 whose first and second order lie in one backlog', async () => {
    const journey = await open();
    const all = await Promise.all(Array.from({ length: 160 }, async () => createMember(app.ctx)));
    for (const member of all) await announcePaid(at(1), member);
    for (const member of all) await announcePaid(at(90), member, { first: false });
    for (const listen of listeners) {
      await sweepAll(at(200));
      await hear(at(200), listen);
    }
    await sweepAll(at(200));
    const { rows } = await sql<{ state: string; count: number }>`
      select state, count(*)::int as count from journeys.run where journey_no = ${journey.no} group by 1
    `.execute(app.ctx.db);
    expect(rows).toEqual([{ state: 'converted', count: 160 }]);
  });

  it('finds her run whichever of her two records the order was told of, and whenever the merge is heard', async () => {
    for (const [told, heard] of [
      ['loser', 'merge first'],
      ['loser', 'both at once'],
      ['loser', 'order first'],
      ['winner', 'merge first'],
      ['winner', 'both at once'],
      ['winner', 'order first'],
    ] as const) {
      const journey = await open();
      const [winner, loser] = [await createMember(app.ctx), await createMember(app.ctx)];
      await announcePaid(at(1), loser);
      for (const listen of listeners) await hear(at(2), listen);
      const mergeFirst = heard === 'merge first';
      // Her order was read before the two became one, and is told after.
      if (mergeFirst) await becomeOne(at(3), winner, loser);
      if (mergeFirst) for (const listen of listeners) await hear(at(3), listen);
      await announcePaid(at(4), told === 'loser' ? loser : winner, { first: false });
      if (heard === 'order first') for (const listen of listeners) await hear(at(5), listen);
      if (!mergeFirst) await becomeOne(at(5), winner, loser);
      for (const listen of listeners) await hear(at(6), listen);
      expect([told, heard, await found(journey, winner)]).toMatchObject([told, heard, [{ state: 'converted' }]]);
      await inTransaction(at(7), async (ctx) => setState(ctx, kit, journey.id, 'ended'));
    }
  });
});

function never(): never {
  throw new Error('nobody there');
}
