import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { inTransaction } from '../../platform/db.ts';
import { readSaid } from '../../platform/said.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { setQuiet } from '../messaging/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { createJourney, editJourney, moveRunsOver, setState } from './change.ts';
import type { Definition } from './definition.ts';
import { standardKit as kit } from './kit.ts';
import type { JourneyRecord } from './queries.ts';
import { readResult } from './result.ts';
import { listRuns, showJourney } from './show.ts';
import { announcePaid, careJourney } from './testing.ts';
import { journeyWork } from './work.ts';

const app = await testApp();
const { ctx } = app;
let live: JourneyRecord[] = [];

beforeAll(async () => {
  await setQuiet(ctx, 'never');
});

beforeEach(async () => {
  for (const journey of live) await inTransaction(ctx, async (ctx) => setState(ctx, kit, journey.id, 'ended'));
  live = [];
});

async function start(definition: Definition, name = '购后关怀'): Promise<JourneyRecord> {
  const journey = await inTransaction(ctx, async (ctx) => createJourney(ctx, kit, { name, definition, state: 'live' }));
  live.push(journey);
  return journey;
}

async function buyers(count: number): Promise<TestMember[]> {
  return Promise.all(Array.from({ length: count }, async () => createMember(ctx)));
}

/** Nothing that was told may have been set aside by a listener. */
afterEach(async () => {
  const { rows } = await sql`select listener, error from platform.parked_fact`.execute(ctx.db);
  expect(rows).toEqual([]);
});

async function outbound(journey: JourneyRecord) {
  const { rows } = await sql<{ state: string; reason: string | null; text: string; memberId: string }>`
    select state, reason, text, member_id from messaging.outbound where cause_id = ${journey.id}
  `.execute(ctx.db);
  return rows;
}

/** Every number of a journey is the number of rows of the list that it opens. */
async function expectRowsBehind(journey: JourneyRecord) {
  const rows = async (filter: Parameters<typeof listRuns>[3]) =>
    (await listRuns(ctx, kit, journey.id, { ...filter, limit: 1 })).total;
  const { entered, active, converted, counts } = await showJourney(ctx, kit, journey.id);
  expect([await rows({}), await rows({ state: 'waiting' }), await rows({ goal: 'reached' })]).toEqual([
    entered,
    active,
    converted,
  ]);
  for (const { key: node, waiting, parked } of counts)
    expect([node, await rows({ node }), await rows({ node, state: 'parked' })]).toEqual([node, waiting, parked]);
  for (const time of ['over', undefined] as const) {
    const { treated, holdout, open, versions } = await readResult(ctx, kit, journey.id, time === 'over');
    const whole = { version: undefined, treated, holdout };
    for (const { version, ...of } of [whole, ...versions]) {
      for (const arm of ['treated', 'holdout'] as const) {
        const which = { arm, version, time };
        expect([which, await rows(which), await rows({ ...which, goal: 'reached' })]).toEqual([
          which,
          of[arm].members,
          of[arm].converted,
        ]);
      }
    }
    expect(await rows({ time: 'open' })).toBe(open);
  }
}

/** Every number of its messages is the number of messages that it opens. */
async function expectMessagesBehind(journey: JourneyRecord) {
  const { cookie } = await signedIn(ctx, 'viewer');
  const { messages } = await readResult(ctx, kit, journey.id, false);
  for (const { node, verdict, reason, state, count } of messages) {
    const which = { causeId: journey.id, node, verdict: verdict ?? '', reason: reason ?? '', state, limit: '1' };
    const { body } = await app.call(`GET /api/admin/outbound?${new URLSearchParams(which)}`, { cookie });
    expect([which, body.total]).toEqual([which, count]);
  }
  expect(messages.length).toBeGreaterThan(1);
}

describe('a journey', () => {
  it('takes a first buyer in once, waits three days, tells her and says why', async () => {
    const journey = await start(careJourney({ exitOnGoal: false }));
    const [member] = await buyers(1);
    if (!member) throw new Error('no member');
    await announcePaid(ctx, member);
    await announcePaid(ctx, member);
    await app.settle();
    expect((await listRuns(ctx, kit, journey.id, {})).items).toHaveLength(1);

    await app.advance(2.9 * DAY_MS);
    expect(await outbound(journey)).toEqual([]);
    await app.advance(0.2 * DAY_MS);
    const [message] = await outbound(journey);
    expect(message).toMatchObject({ state: 'accepted', memberId: member.id });
    expect(message?.text).toContain('红颜草莓 500g');

    const shown = await showJourney(ctx, kit, journey.id);
    expect(shown.sentences.wait).toEqual({ zh: '等待 3 天', en: 'Wait 3 days' });
    expect(shown.counts.find((c) => c.key === 'care')).toMatchObject({ visited: 1, left: 1 });
    expect(shown.counts.find((c) => c.key === 'rest')).toMatchObject({ waiting: 1 });
    const tags = await sql<{
      reason: string;
    }>`select reason from members.tag where member_id = ${member.id} and name = '已关怀'`.execute(ctx.db);
    expect(tags.rows.map(({ reason }) => readSaid(reason))).toEqual([words('旅程「购后关怀」', 'Journey “购后关怀”')]);
  });

  it('does not take in what was imported', async () => {
    const journey = await start(careJourney());
    const [member] = await buyers(1);
    if (!member) throw new Error('no member');
    await announcePaid(ctx, member, { source: 'import', at: new Date('2020-01-01T00:00:00Z') });
    await app.settle();
    expect((await listRuns(ctx, kit, journey.id, {})).items).toEqual([]);
  });

  it('holds a share back, tells them nothing, and compares the arms by the same goal', async () => {
    const journey = await start(careJourney({ holdout: 50 }));
    const all = await buyers(120);
    for (const member of all) await announcePaid(ctx, member);
    await app.settle();
    const held = new Set(
      (await listRuns(ctx, kit, journey.id, { arm: 'holdout', limit: 200 })).items.map((r) => r.memberId),
    );
    expect(held.size).toBeGreaterThan(35);
    expect(held.size).toBeLessThan(85);
    await app.advance(3 * DAY_MS + 60_000); // a minute more: no more than 50 a second are sent
    const messages = await outbound(journey);
    expect(messages).toHaveLength(120);
    for (const message of messages)
      expect(message).toMatchObject(
        held.has(message.memberId) ? { state: 'suppressed', reason: 'holdout' } : { state: 'accepted' },
      );

    // Everyone treated buys again, nobody of the holdout: the uplift is whole.
    for (const member of all) if (!held.has(member.id)) await announcePaid(ctx, member, { first: false, amount: 3000 });
    await app.settle();
    await app.advance(30 * DAY_MS, 5 * DAY_MS);
    const result = await readResult(ctx, kit, journey.id, true);
    expect(result.treated).toMatchObject({ members: 120 - held.size, converted: 120 - held.size, rate: 1 });
    expect(result.holdout).toMatchObject({ members: held.size, converted: 0, revenue: 0 });
    expect(result.uplift).toMatchObject({ points: 100, verdict: 'better' });
    const each = 120 - held.size;
    expect(result.extra).toMatchObject({ orders: { value: each }, revenue: { value: each * 3000 } });
    expect(result.days[3]).toMatchObject({ treated: 0 });
    expect(result.days[4]).toMatchObject({ treated: 1, holdout: 0 });
  });

  it('opens, by each of its numbers, as many people or messages, in both arms and while time is open and after', async () => {
    const journey = await start(careJourney({ holdout: 50 }));
    const all = await buyers(16);
    for (const member of all) await announcePaid(ctx, member);
    await app.settle();
    await app.advance(3 * DAY_MS + 60_000);
    for (const member of all.slice(4)) await announcePaid(ctx, member, { first: false });
    await app.settle();
    await expectRowsBehind(journey);
    await expectMessagesBehind(journey);
    await app.advance(30 * DAY_MS, 5 * DAY_MS);
    const { treated, holdout } = await readResult(ctx, kit, journey.id, true);
    expect([treated.members + holdout.members, treated.converted + holdout.converted]).toEqual([16, 12]);
    await expectRowsBehind(journey);
  });

  it('lets her go when she reaches the goal, and takes back what still waited', async () => {
    await setQuiet(ctx, 'always');
    const journey = await start(careJourney());
    const [member] = await buyers(1);
    if (!member) throw new Error('no member');
    await announcePaid(ctx, member);
    await app.settle();
    await app.advance(3 * DAY_MS);
    await announcePaid(ctx, member, { first: false });
    await app.settle();
    expect((await listRuns(ctx, kit, journey.id, {})).items[0]).toMatchObject({
      state: 'converted',
      outcome: { zh: '达成目标' },
    });
    expect(await outbound(journey)).toMatchObject([{ state: 'suppressed', reason: 'goal_reached' }]);
    await setQuiet(ctx, 'never');
  });

  it('takes a batch again that met another transaction, and parks nobody for it', async () => {
    const journey = await start(careJourney());
    for (const member of await buyers(3)) await announcePaid(ctx, member);
    await app.settle();
    await sql`create sequence meetings`.execute(ctx.db);
    await sql`
      create function meet() returns trigger language plpgsql as $$
      begin
        if nextval('meetings') <= 2 then raise exception 'deadlock detected' using errcode = '40P01'; end if;
        return new;
      end $$
    `.execute(ctx.db);
    await sql`create trigger meets before insert on messaging.outbound for each statement execute function meet()`.execute(
      ctx.db,
    );
    await app.advance(3 * DAY_MS);
    await sql`drop trigger meets on messaging.outbound`.execute(ctx.db);
    expect((await listRuns(ctx, kit, journey.id, { state: 'parked' })).items).toEqual([]);
    expect(await outbound(journey)).toHaveLength(3);
  });

  it('parks the one run its step fails for, and the other 63 go on', async () => {
    const journey = await start(careJourney());
    const all = await buyers(64);
    for (const member of all) await announcePaid(ctx, member);
    await app.settle();
    const bad = all[17];
    await sql`update journeys.run_info set member_id = 'mem_nobody' where member_id = ${bad?.id ?? ''}`.execute(ctx.db);
    await app.advance(3 * DAY_MS);
    const parked = (await listRuns(ctx, kit, journey.id, { state: 'parked' })).items;
    expect(parked).toHaveLength(1);
    expect(parked[0]?.outcome?.zh).toContain('第 1 版');
    expect(await journeyWork(ctx)).toMatchObject([
      { count: 1, to: `/journeys/${journey.id}?tab=people&run=parked`, needs: 'journeys.read' },
    ]);
    expect((await listRuns(ctx, kit, journey.id, { state: 'waiting', limit: 100 })).items).toHaveLength(63);
    await expectRowsBehind(journey);
  });

  it('keeps those under way in their version, until an operator moves them', async () => {
    const journey = await start(careJourney());
    const [member] = await buyers(1);
    if (!member) throw new Error('no member');
    await announcePaid(ctx, member);
    await app.settle();
    const next = careJourney({
      start: 'longer',
      nodes: [
        { key: 'longer', kind: 'wait', values: { period: 14_400 }, ways: { next: 'bye' } },
        { key: 'bye', kind: 'exit', values: {}, ways: {} },
      ],
    });
    const edited = await inTransaction(ctx, async (ctx) =>
      editJourney(ctx, kit, journey.id, { name: journey.name, definition: next }),
    );
    expect(edited.version).toBe(2);
    expect((await listRuns(ctx, kit, journey.id, {})).items[0]).toMatchObject({ version: 1, node: 'wait' });
    expect(await inTransaction(ctx, async (ctx) => moveRunsOver(ctx, kit, journey.id, 1, { wait: 'longer' }))).toBe(1);
    await app.advance(4 * DAY_MS);
    expect((await listRuns(ctx, kit, journey.id, {})).items[0]).toMatchObject({
      version: 2,
      state: 'exited',
      outcome: { zh: '按流程离开' },
    });
  });

  it('stands still while it is paused and goes on after', async () => {
    const journey = await start(careJourney());
    const [member] = await buyers(1);
    if (!member) throw new Error('no member');
    await announcePaid(ctx, member);
    await app.settle();
    await inTransaction(ctx, async (ctx) => setState(ctx, kit, journey.id, 'paused'));
    await app.advance(5 * DAY_MS);
    expect(await outbound(journey)).toEqual([]);
    await inTransaction(ctx, async (ctx) => setState(ctx, kit, journey.id, 'live'));
    await app.settle();
    expect(await outbound(journey)).toHaveLength(1);
  });

  it('cannot go live with a loop that never waits, a dead end or a coupon that is not there', async () => {
    const looping = careJourney({
      start: 'a',
      nodes: [
        { key: 'a', kind: 'tag', values: { tag: 'x', remove: false }, ways: { next: 'b' } },
        { key: 'b', kind: 'grant', values: { benefit: 'coupon:cpt_gone', scope: 'template' }, ways: { next: 'a' } },
        { key: 'c', kind: 'exit', values: {}, ways: {} },
      ],
    });
    await expect(start(looping)).rejects.toMatchObject({ code: 'journeys.has_problems' });
  });
});
