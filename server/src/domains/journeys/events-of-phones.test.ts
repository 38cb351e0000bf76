import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../platform/calendar.ts';
import { matches } from '../../platform/event-store/matches.ts';
import { bound, piece } from '../../platform/event-store/piece.ts';
import { runQuery } from '../../platform/event-store/query.ts';
import { type Selector, selects } from '../../platform/event-store/selector.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { announcePaid } from './testing.ts';

// What phones tell begins journeys, ends waits and reaches goals: once each, however often it is sent, and only by the names that
// some journey waits for.

const app = await testApp();
const { ctx } = app;
let cookie = '';

beforeAll(async () => {
  cookie = (await signedIn(ctx)).cookie;
});

const rest = { key: 'rest', kind: 'wait', values: { period: 40 * 1440 }, ways: { next: null } };
const frame = {
  start: 'rest',
  nodes: [rest] as object[],
  goal: null as object | null,
  exitOnGoal: false,
  reentry: { kind: 'after_exit', cooldownDays: 0 },
  holdout: 0,
  budgetId: null,
};

async function live(name: string, definition: object): Promise<string> {
  const { body } = await app.call('POST /api/admin/journeys', { cookie, body: { name, definition } });
  expect(body.problems).toEqual([]);
  const { status } = await app.call(`PUT /api/admin/journeys/${body.id}/state`, { cookie, body: { state: 'live' } });
  expect(status).toBe(200);
  return body.id;
}

type Sent = { readonly name: string; readonly props?: object; readonly id?: string; readonly ago?: number };
async function send(token: string, ...events: readonly Sent[]): Promise<void> {
  const now = ctx.now();
  const { status } = await app.call('POST /collect', {
    token,
    body: {
      sentAt: now.toISOString(),
      events: events.map(({ name, props = {}, id = randomUUID(), ago = 0 }) => ({
        id,
        name,
        ts: new Date(now.getTime() - ago).toISOString(),
        props,
      })),
    },
  });
  expect(status).toBe(200);
}

const runs = async (journeyId: string) =>
  (
    await sql<{ personNo: number; state: string; node: string; converted: boolean; because: { zh: string } }>`
      select r.person_no, r.state, r.node, i.converted_at is not null as converted, i.because
      from journeys.run r join journeys.run_info i on i.run_id = r.id join journeys.journey j on j.no = r.journey_no
      where j.id = ${journeyId} order by r.id
    `.execute(ctx.db)
  ).rows;

const told = async () =>
  (await sql<{ count: number }>`select count(*)::int as count from analytics.heard`.execute(ctx.db)).rows[0]?.count;

describe('an event of a phone', () => {
  it('brings her in once, however often it is sent, when its properties are those asked for, and not a day late', async () => {
    const { token, personNo } = await createMember(ctx);
    const where = [{ property: 'keyword', op: 'contains', value: '奶' }];
    await send(token, { name: 'search', props: { keyword: '牛奶' } });
    expect(await told()).toBe(0);
    const id = await live('搜奶', { ...frame, trigger: { kind: 'event', values: { event: 'search', where } } });
    const event = randomUUID();
    await send(token, { name: 'search', props: { keyword: '面包' } }, { name: 'page_view' });
    await send(token, { name: 'search', props: { keyword: '酸奶' }, ago: 2 * DAY_MS });
    await app.settle();
    expect(await runs(id)).toEqual([]);
    for (let times = 0; times < 3; times += 1)
      await send(token, { id: event, name: 'search', props: { keyword: '鲜奶' } }, { id: event, name: 'search' });
    await app.settle();
    expect(await runs(id)).toMatchObject([{ personNo, because: { zh: '发生「search」' } }]);
    expect(await told()).toBe(3);
    // It stands in the store as what she did, and not a second time as what was told of it.
    const rows = await runQuery<{ name: string }>(
      ctx,
      piece`SELECT name FROM events WHERE name LIKE ${bound('String', 'event.%')}`,
    );
    expect(rows).toEqual([]);
    await app.call(`PUT /api/admin/journeys/${id}/state`, { cookie, body: { state: 'ended' } });
    await send(token, { name: 'search', props: { keyword: '奶酪' } });
    expect(await told()).toBe(3);
  });

  it('ends a wait in time, or the time runs out', async () => {
    const [quick, slow] = [await createMember(ctx), await createMember(ctx)];
    const id = await live('等加购', {
      ...frame,
      trigger: { kind: 'order_paid', values: { firstOnly: false } },
      start: 'until',
      nodes: [
        {
          key: 'until',
          kind: 'wait_event',
          values: { event: 'cart_add', where: [{ property: 'quantity', op: 'gte', value: '2' }], atMost: 60 },
          ways: { told: 'rest', timeout: 'late' },
        },
        rest,
        { ...rest, key: 'late' },
      ],
    });
    for (const { id: memberId, personNo } of [quick, slow]) await announcePaid(ctx, { id: memberId, personNo });
    await app.settle();
    await app.advance(10 * MINUTE_MS);
    await send(quick.token, { name: 'cart_add', props: { quantity: 2 } });
    await send(slow.token, { name: 'cart_add', props: { quantity: 1 } });
    await app.settle();
    await app.advance(60 * MINUTE_MS);
    await send(slow.token, { name: 'cart_add', props: { quantity: 5 } });
    await app.settle();
    expect((await runs(id)).map(({ personNo, node }) => [personNo, node])).toEqual([
      [quick.personNo, 'rest'],
      [slow.personNo, 'late'],
    ]);
  });

  it('reaches a goal, as any fact does that is named', async () => {
    const { token, personNo, id: memberId } = await createMember(ctx);
    const goal = (event: string) => ({ kind: 'event', values: { event, where: [], withinDays: 7 } });
    const trigger = {
      kind: 'event',
      values: { event: 'order.paid', where: [{ property: 'amount', op: 'gt', value: '100' }] },
    };
    const shared = await live('分享', { ...frame, trigger, goal: goal('share') });
    const paid = await live('再买', { ...frame, trigger, goal: goal('order.paid') });
    await announcePaid(ctx, { id: memberId, personNo }, { amount: 50 });
    await app.settle();
    expect(await runs(shared)).toEqual([]);
    await announcePaid(ctx, { id: memberId, personNo }, { amount: 500 });
    await app.settle();
    await app.advance(MINUTE_MS);
    await send(token, { name: 'share' });
    await app.settle();
    expect(await runs(shared)).toMatchObject([{ converted: true }]);
    expect(await runs(paid)).toMatchObject([{ converted: false }]);
    await announcePaid(ctx, { id: memberId, personNo }, { amount: 1 });
    await app.settle();
    expect(await runs(paid)).toMatchObject([{ converted: true }]);
  });

  it('is not waited for where any event would do', async () => {
    const definition = { ...frame, trigger: { kind: 'event', values: { event: '*', where: [] } } };
    const { body } = await app.call('POST /api/admin/journeys', { cookie, body: { name: '任何', definition } });
    expect(body.problems).toHaveLength(1);
  });
});

describe('what is asked of the properties of an event', () => {
  const text = fc.constantFrom('', 'a', '牛奶', '10', '-2.5', '1e3', ' 7', 'true', '0', 'x10');
  const value = fc.oneof(
    text,
    fc.integer({ min: -5, max: 20 }),
    fc.double({ min: -3, max: 3, noNaN: true }),
    fc.boolean(),
  );
  const filter: fc.Arbitrary<NonNullable<Selector['where']>[number]> = fc.oneof(
    fc.record({ property: fc.constantFrom('p', 'q'), op: fc.constantFrom('set', 'unset') }),
    fc.record({
      property: fc.constantFrom('p', 'q'),
      op: fc.constantFrom('eq', 'ne', 'contains'),
      value: text.filter((t) => t !== ''),
    }),
    fc.record({
      property: fc.constantFrom('p', 'q'),
      op: fc.constantFrom('gt', 'gte', 'lt', 'lte'),
      value: fc.constantFrom('0', '10', '-2.5', '7'),
    }),
    fc.record({
      property: fc.constantFrom('p', 'q'),
      op: fc.constant('in' as const),
      value: fc.array(text, { minLength: 1, maxLength: 3 }),
    }),
  );

  it('is answered here as the store answers it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ p: value, q: value }, { requiredKeys: [] }), { minLength: 8, maxLength: 8 }),
        fc.array(filter, { minLength: 1, maxLength: 2 }),
        async (all, where) => {
          const rows = all.map(
            (props, n) => `(${n}, '${JSON.stringify(props).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}')`,
          );
          const found = await runQuery<{ n: number }>(
            ctx,
            piece`SELECT n FROM (
              SELECT tupleElement(t, 1) AS n, 'e' AS name, tupleElement(t, 2) AS props
              FROM (SELECT arrayJoin([${{ sql: rows.join(', '), params: {} }}]) AS t)
            ) AS events WHERE ${selects({ event: 'e', where })} ORDER BY n`,
          );
          const here = all.flatMap((props, n) => (matches(where, props) ? [n] : []));
          expect(found.map(({ n }) => Number(n))).toEqual(here);
        },
      ),
      { numRuns: 120 },
    );
  }, 60_000);
});
