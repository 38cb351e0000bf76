import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { watchDays } from '../../src/domains/analytics/anomalies/watch.ts';
import { makeBriefings } from '../../src/domains/analytics/briefings/make.ts';
import { noStages } from '../../src/domains/analytics/gmv/stages.ts';
import { noMarks } from '../../src/domains/analytics/marks.ts';
import { storeFacts } from '../../src/domains/analytics/store-facts.ts';
import { benefitKinds } from '../../src/domains/benefits/index.ts';
import { advanceRuns } from '../../src/domains/journeys/advance.ts';
import { createJourney } from '../../src/domains/journeys/change.ts';
import type { Definition } from '../../src/domains/journeys/definition.ts';
import { journeys } from '../../src/domains/journeys/domain.ts';
import { standardKit as kit } from '../../src/domains/journeys/kit.ts';
import type { JourneyRecord } from '../../src/domains/journeys/queries.ts';
import { announcePaid } from '../../src/domains/journeys/testing.ts';
import { createMember, type TestMember } from '../../src/domains/members/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { DAY_MS } from '../../src/platform/calendar.ts';
import type { Ctx } from '../../src/platform/ctx.ts';
import { inTransaction } from '../../src/platform/db.ts';
import { createLook, drainOnce, type Listener, registerListeners } from '../../src/platform/listeners.ts';
import { testApp } from '../../src/platform/testing/app.ts';

// The event store comes after the facts, by half a second and more. What a journey decides by it, it decides when all that was told
// before is there: the very fact that brought her in is part of the answer.

const app = await testApp();
const { ctx } = app;
let cookie = '';

beforeAll(async () => {
  cookie = (await signedIn(ctx)).cookie;
});

const orders = (number: number) => ({
  kind: 'did_event',
  values: {
    event: 'order.paid',
    goods: { kind: 'all', ids: [] },
    where: [],
    measure: 'times',
    compare: 'atLeast',
    number,
    when: 'last',
    days: 30,
  },
});
const rest = { kind: 'wait', values: { period: 1440 }, ways: { next: null } };

const frame = { goal: null, exitOnGoal: false, reentry: { kind: 'never' }, holdout: 0, budgetId: null } as const;

async function live(name: string, definition: object) {
  const { body } = await app.call('POST /api/admin/journeys', {
    cookie,
    body: { name, definition: { ...frame, ...definition } },
  });
  expect(body.problems).toEqual([]);
  await app.call(`PUT /api/admin/journeys/${body.id}/state`, { cookie, body: { state: 'live' } });
  return body;
}

const paid = { trigger: { kind: 'order_paid', values: { firstOnly: false } } };
const asks = (who: object) => ({
  ...paid,
  start: 'ask',
  nodes: [
    { key: 'ask', kind: 'condition', values: { who }, ways: { yes: 'yes', no: 'no' } },
    { key: 'yes', ...rest },
    { key: 'no', ...rest },
  ],
});

async function nodes(journey: { id: string }, persons: readonly TestMember[]) {
  const { rows } = await sql<{ personNo: number; node: string; state: string }>`
    select r.person_no, r.node, r.state from journeys.run r join journeys.journey j on j.no = r.journey_no where j.id = ${journey.id}
  `.execute(ctx.db);
  return persons.map(({ personNo }) => {
    const run = rows.find((row) => row.personNo === personNo);
    return run && (run.state === 'waiting' ? run.node : run.state);
  });
}

/** Another process has the listener that stores facts, and takes its time. */
async function whileStoringWaits(act: () => Promise<void>): Promise<void> {
  let acting = Promise.resolve();
  await inTransaction(ctx, async (held) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`listener ${storeFacts.name}`}, 0))`.execute(held.db);
    acting = act();
    await sleep(1000);
  });
  await acting;
}

describe('what is asked of the event store', () => {
  it('knows the order that brought her in', async () => {
    const [first, second] = [await live('一单以上', asks(orders(1))), await live('两单以上', asks(orders(2)))];
    const [once, twice] = [await createMember(ctx), await createMember(ctx)];
    await announcePaid(ctx, twice, { at: new Date(ctx.now().getTime() - DAY_MS) });
    await whileStoringWaits(async () => {
      for (const her of [once, twice]) await announcePaid(ctx, her);
      await app.settle();
    });
    expect(await nodes(first, [once, twice])).toEqual(['yes', 'yes']);
    expect(await nodes(second, [once, twice])).toEqual(['no', 'yes']);
  });

  it('knows on a long way of the clock who bought just before it moved', async () => {
    const journey = await live('每天十点', {
      trigger: { kind: 'schedule', values: { repeat: 'daily', minuteOfDay: 600, who: orders(1) } },
      start: 'rest',
      nodes: [{ key: 'rest', kind: 'wait', values: { period: 30 * 1440 }, ways: { next: null } }],
    });
    const her = await createMember(ctx);
    await whileStoringWaits(async () => {
      await announcePaid(ctx, her);
      await app.advance(DAY_MS, DAY_MS / 4);
    });
    expect(await nodes(journey, [her])).toEqual(['rest']);
  });
});

describe('while the event store is away', () => {
  it('no day is judged and no briefing made, for either is kept as it was found: it is done once the store is back', async () => {
    const nights = [watchDays(noStages, noMarks), makeBriefings(() => [])];
    // Old enough to be watched.
    await announcePaid(ctx, await createMember(ctx), { at: new Date(ctx.now().getTime() - 35 * DAY_MS) });
    await app.settle();
    const range = { from: '2026-01-01', to: '2026-01-02' };
    const asked = { name: '概览', report: 'analytics.overview', address: '/', lastDays: 2, shared: true };
    const question = await app.call('POST /api/admin/questions', {
      cookie,
      body: { ...asked, values: { range, asOf: null } },
    });
    const plan = { plan: 'daily', weekday: null, monthDay: null, minute: 720, staff: [], mails: ['a@example.com'] };
    await app.call('POST /api/admin/briefings', {
      cookie,
      body: {
        of: { kind: 'question', id: question.body.id },
        values: { ...plan, name: '每日', language: 'zh', active: true },
      },
    });
    const nextWeek = { ...ctx, now: () => new Date(ctx.now().getTime() + 8 * DAY_MS) };
    const away = async () => Promise.reject(new Error('away'));
    for (const night of nights)
      await expect(night.run(nextWeek, { catchUp: away }), night.name).rejects.toThrow('away');
  });

  it('those who would ask it wait, nobody is parked, and the others go on', async () => {
    const app = await testApp({ env: { ROLE: 'api' } });
    const { ctx } = app;
    const hearing = journeys({ benefits: benefitKinds([]) }).listeners ?? [];
    await registerListeners(ctx, [storeFacts, ...hearing]);
    const started = async (name: string, definition: object) =>
      inTransaction(ctx, async (ctx) =>
        createJourney(ctx, kit, { name, definition: { ...frame, ...definition } as Definition, state: 'live' }),
      );
    const asking = await started('问', asks(orders(1)));
    const plain = await started('不问', { ...paid, start: 'rest', nodes: [{ key: 'rest', ...rest }] });
    const her = await createMember(ctx);
    await announcePaid(ctx, her);
    await hear(ctx, hearing);
    const sweep = advanceRuns(kit);
    const away = async () => Promise.reject(new Error('away'));
    while ((await sweep.run(ctx, { catchUp: away })) > 0);
    const stand = async (journey: JourneyRecord) =>
      (
        await sql`
          select node, state, wake_at > ${ctx.now()} as rests from journeys.run
          where journey_no = ${journey.no} and person_no = ${her.personNo}
        `.execute(ctx.db)
      ).rows;
    expect(await stand(asking)).toEqual([{ node: 'ask', state: 'waiting', rests: false }]);
    expect(await stand(plain)).toEqual([{ node: 'rest', state: 'waiting', rests: true }]);
    // Brought up only so far that nothing of hers is there: she goes on standing.
    while ((await sweep.run(ctx, { catchUp: async () => undefined })) > 0);
    expect(await stand(asking)).toEqual([{ node: 'ask', state: 'waiting', rests: false }]);
    while ((await sweep.run(ctx, { catchUp: async () => hear(ctx, [storeFacts]) })) > 0);
    expect(await stand(asking)).toEqual([{ node: 'yes', state: 'waiting', rests: true }]);
  });
});

/** Until nothing is before them: other tests of the same cluster may hold facts back for a moment. */
async function hear(ctx: Ctx, listeners: readonly Listener[]): Promise<void> {
  for (const listen of listeners)
    for (;;) {
      const handled = await drainOnce(ctx, listen);
      const { ready, held } = await createLook()(ctx, [listen]);
      if (handled + ready.length + held.length === 0) break;
    }
}
