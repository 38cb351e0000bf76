import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { createLook, drainOnce, registerListeners } from '../../platform/listeners.ts';
import { alone } from '../../platform/testing/alone.ts';
import { testApp } from '../../platform/testing/app.ts';
import { couponTaken } from '../coupons/events.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { advanceRuns } from './advance.ts';
import { createJourney, setState } from './change.ts';
import type { Definition } from './definition.ts';
import { standardKit as kit } from './kit.ts';
import { onFacts } from './on-facts.ts';
import type { JourneyRecord } from './queries.ts';
import { announcePaid } from './testing.ts';

// No worker runs here: the test itself decides when the listener reads, when the sweep runs and what time it is.
const app = await testApp({ env: { ROLE: 'api' } });
const listen = onFacts(kit);
const sweep = advanceRuns(kit);
const START = new Date('2026-11-20T02:00:00Z').getTime();
let members: readonly TestMember[] = [];

beforeAll(async () => {
  await registerListeners(app.ctx, [listen]);
  members = await Promise.all(Array.from({ length: 60 }, async () => createMember(app.ctx)));
});

const at = (hours: number): Ctx => ({ ...app.ctx, now: () => new Date(START + hours * 3_600_000) });
const days = (n: number) => n * 24;

/** Takes a coupon → (a day →) wait for a payment, three days at most → one of two long waits. */
function waiting(first: 'w' | 'rest'): Definition {
  const long = { period: 300 * 1440 };
  const nodes: Definition['nodes'] = [
    { key: 'w', kind: 'wait_for', values: { what: 'paid', days: 3 }, ways: { told: 'yes', timeout: 'no' } },
    { key: 'yes', kind: 'wait', values: long, ways: { next: null } },
    { key: 'no', kind: 'wait', values: long, ways: { next: null } },
  ];
  const rest = { key: 'rest', kind: 'wait', values: { period: 1440 }, ways: { next: 'w' } };
  return {
    trigger: { kind: 'coupon_taken', values: {} },
    start: first,
    nodes: first === 'rest' ? [rest, ...nodes] : nodes,
    goal: null,
    exitOnGoal: false,
    reentry: { kind: 'never' },
    holdout: 30,
    budgetId: null,
  };
}

async function open(ctx: Ctx, definition: Definition): Promise<JourneyRecord> {
  return inTransaction(ctx, async (ctx) => createJourney(ctx, kit, { name: '等她', definition, state: 'live' }));
}

async function announceTaken(ctx: Ctx, member: TestMember, when: Date): Promise<void> {
  await inTransaction(ctx, async (ctx) =>
    ctx.emit(couponTaken, {
      personNo: member.personNo,
      at: when,
      payload: { memberId: member.id, couponId: newId('cpn'), templateId: 'cpt_1', name: '券', amount: 0 },
    }),
  );
}

/** Until nothing is before it: other tests of the same cluster may hold facts back for a moment. */
async function readAll(ctx: Ctx): Promise<void> {
  for (;;) {
    const handled = await drainOnce(ctx, listen);
    const { ready, held } = await createLook()(ctx, [listen]);
    if (handled + ready.length + held.length === 0) return;
  }
}

/** All that is committed at once: what another test's transaction holds back would else be read by itself, and later. */
async function readTogether(ctx: Ctx): Promise<void> {
  await vi.waitUntil(
    async () => {
      const { rows } = await sql<{ held: boolean }>`
        select exists (select from platform.event where xid >= pg_snapshot_xmin(pg_current_snapshot())) as held
      `.execute(ctx.db);
      return rows[0]?.held === false;
    },
    { timeout: 30_000, interval: 20 },
  );
  await readAll(ctx);
}

async function sweepAll(ctx: Ctx): Promise<void> {
  while ((await sweep.run(ctx, alone)) > 0);
}

type Standing = { personNo: number; node: string; visit: number };

async function standings(journey: JourneyRecord): Promise<Map<number, Standing>> {
  const { rows } = await sql<Standing>`
    select person_no, node, visit from journeys.run where journey_no = ${journey.no}
  `.execute(app.ctx.db);
  return new Map(rows.map((row) => [row.personNo, row]));
}

type Op =
  | { readonly do: 'take' | 'pay'; readonly who: number; readonly hoursAgo: number }
  | { readonly do: 'read' | 'sweep' }
  | { readonly do: 'pass'; readonly hours: number };

const who = fc.integer({ min: 0, max: 2 });
const hoursAgo = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 60 }));
const op: fc.Arbitrary<Op> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('take' as const), who, hoursAgo }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pay' as const), who, hoursAgo }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('read' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('sweep' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pass' as const), hours: fc.integer({ min: 1, max: 40 }) }) },
);

const take = { do: 'take', who: 0, hoursAgo: 0 } as const;
const pay = { do: 'pay', who: 0, hoursAgo: 0 } as const;
const pass = { do: 'pass', hours: 40 } as const;
const [read, sweepNow] = [{ do: 'read' }, { do: 'sweep' }] as const;
/** What chance seldom draws: she pays in time, nobody listens until her time is up, and then the sweep comes first. */
const unheardInTime: [Op[], 'w' | 'rest'][] = [
  [[take, read, pass, pay, pass, sweepNow], 'w'],
  [[take, read, pass, sweepNow, pay, pass, pass, sweepNow], 'rest'],
  [[take, read, pass, pass, pay, sweepNow], 'w'],
  [[take, pay, pass, pass, read, sweepNow], 'w'],
];

/**
 * The same journey, one person at a time and without a listener: facts are a list, and what was told in time when her
 * time is up is all that counts. How far behind the engine's listener was must not show.
 */
function interpret(ops: readonly Op[], start: 'w' | 'rest', person: number): string | null {
  let now = 0;
  const told: { readonly take: boolean; readonly at: number }[] = [];
  let read = 0;
  let run: { node: string; since: number; until: number; after: number } | null = null;
  for (const one of ops) {
    if (one.do === 'pass') now += one.hours;
    if ((one.do === 'take' || one.do === 'pay') && one.who === person)
      told.push({ take: one.do === 'take', at: now - one.hoursAgo });
    if (one.do === 'read') {
      // She comes in by the earliest of what is read together.
      const news = told.slice(read).map((fact, n) => ({ ...fact, place: read + n }));
      const [by] = news.filter((fact) => fact.take).sort((a, b) => a.at - b.at || a.place - b.place);
      read = told.length;
      if (by && !run) run = { node: start, since: by.at, until: by.at + (start === 'w' ? 72 : 24), after: by.place };
    }
    if (one.do !== 'sweep' || !run) continue;
    if (run.node === 'rest' && run.until <= now) run = { node: 'w', since: now, until: now + 72, after: -1 };
    if (run.node !== 'w') continue;
    const { since, until, after } = run;
    const counts = (fact: (typeof told)[number], place: number) =>
      !fact.take && place > after && fact.at > since && fact.at <= until;
    const heard = told.slice(0, read).some(counts);
    if (heard || (until <= now && told.some(counts))) run = { ...run, node: 'yes' };
    else if (until <= now) run = { ...run, node: 'no' };
  }
  return run?.node ?? null;
}

describe('a step that waits until something is told', () => {
  it('gives each person the way that one would give her alone, however late facts are told and heard', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(op, { minLength: 5, maxLength: 25 }),
        fc.constantFrom('w' as const, 'rest' as const),
        async (drawn, start) => {
          const ops: readonly Op[] = [...drawn, { do: 'read' }, { do: 'sweep' }];
          const persons = await Promise.all(Array.from({ length: 3 }, async () => createMember(app.ctx)));
          await readAll(at(0));
          const journey = await open(at(0), waiting(start));
          let hours = 0;
          for (const one of ops) {
            if (one.do === 'pass') hours += one.hours;
            if (one.do === 'read') await readTogether(at(hours));
            if (one.do === 'sweep') await sweepAll(at(hours));
            if (one.do !== 'take' && one.do !== 'pay') continue;
            const person = persons[one.who];
            if (!person) continue;
            const when = at(hours - one.hoursAgo).now();
            if (one.do === 'take') await announceTaken(at(hours), person, when);
            else await announcePaid(at(hours), person, { first: false, at: when });
          }
          const found = await standings(journey);
          const nodes = persons.map(({ personNo }) => found.get(personNo)?.node ?? null);
          expect(nodes).toEqual(persons.map((_, person) => interpret(ops, start, person)));
          for (const { node, visit } of found.values())
            expect([node, visit]).toEqual([
              node,
              ['rest', 'w', 'yes'].indexOf(node === 'no' ? 'yes' : node) - (start === 'w' ? 1 : 0),
            ]);
          await inTransaction(at(hours), async (ctx) => setState(ctx, kit, journey.id, 'ended'));
        },
      ),
      { numRuns: 30, examples: unheardInTime },
    );
  });

  it('wakes at once, exactly once, whoever pays at the very moment at which she comes to it', async () => {
    const journey = await open(at(0), waiting('rest'));
    for (const member of members) await announceTaken(at(0), member, at(0).now());
    await readAll(at(0));
    // From here on time passes by itself: people arrive, pay and are heard all at once.
    const began = performance.now();
    const passing: Ctx = { ...app.ctx, now: () => new Date(START + days(1) * 3_600_000 + performance.now() - began) };
    await Promise.all([
      sweepAll(passing),
      ...members.map(async (member) => announcePaid(passing, member, { first: false })),
      readAll(passing),
      readAll(passing),
    ]);
    await readAll(passing);
    await sweepAll(passing);
    const { rows } = await sql<{ personNo: number }>`
      select r.person_no from journeys.run r join platform.event e on e.person_no = r.person_no and e.type = 'order.paid'
      where r.journey_no = ${journey.no} and r.node = 'w' and e.occurred_at > r.since
    `.execute(app.ctx.db);
    expect(rows).toEqual([]);
    const found = [...(await standings(journey)).values()];
    expect(found).toHaveLength(members.length);
    for (const { node, visit } of found)
      expect([
        ['w', 1],
        ['yes', 2],
      ]).toContainEqual([node, visit]);
  });

  it('hears what is told while she is still on her way to it', async () => {
    const journey = await open(at(0), waiting('rest'));
    const her = await createMember(app.ctx);
    await announceTaken(at(0), her, at(0).now());
    await readAll(at(0));
    const [began, paid, arrived, settled] = [gate(), gate(), gate(), gate()];
    // Her payment is the older transaction, so the listener may read it while the one that brings her is still open.
    const paying = inTransaction(at(24.5), async (ctx) => {
      await sql`select pg_current_xact_id()`.execute(ctx.db);
      began.open();
      await paid.opened;
      await announcePaid(ctx, her, { first: false });
    });
    await began.opened;
    const coming = inTransaction(at(24.1), async (ctx) => {
      await sweepAll(ctx);
      arrived.open();
      await settled.opened;
    });
    await arrived.opened;
    paid.open();
    await paying;
    const hearing = drainOnce(at(24.6), listen);
    await Promise.race([hearing, new Promise((resolve) => setTimeout(resolve, 500))]);
    settled.open();
    await Promise.all([coming, hearing]);
    await readAll(at(24.6));
    await sweepAll(at(24.6));
    expect((await standings(journey)).get(her.personNo)).toMatchObject({ node: 'yes' });
  });
});

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
