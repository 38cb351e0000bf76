import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { drawOf } from './draw.ts';
import { announcePaid } from './testing.ts';

// Journeys that others begin: the API, another journey; and experiments, whose ways are compared.

const app = await testApp();
const { ctx } = app;
let cookie = '';

beforeAll(async () => {
  cookie = (await signedIn(ctx)).cookie;
});

const rest = { key: 'rest', kind: 'wait', values: { period: 1440 }, ways: { next: null } };
const frame = {
  trigger: { kind: 'call', values: {} },
  start: 'rest',
  nodes: [rest] as object[],
  goal: null as object | null,
  exitOnGoal: false,
  reentry: { kind: 'after_exit', cooldownDays: 0 } as object,
  holdout: 0,
  budgetId: null,
};

async function live(name: string, more: object = {}): Promise<string> {
  const { body } = await app.call('POST /api/admin/journeys', {
    cookie,
    body: { name, definition: { ...frame, ...more } },
  });
  expect(body.problems).toEqual([]);
  await app.call(`PUT /api/admin/journeys/${body.id}/state`, { cookie, body: { state: 'live' } });
  return body.id;
}

const bring = async (id: string, members: object[], key?: string) =>
  app.call(`POST /api/admin/journeys/${id}/entries`, {
    cookie,
    body: { members },
    ...(key ? { headers: { 'idempotency-key': key } } : {}),
  });

const runs = async (id: string) =>
  (
    await sql<{ personNo: number; context: Record<string, string>; because: { zh: string }; state: string }>`
      select r.person_no, i.context, i.because, r.state from journeys.run r join journeys.run_info i on i.run_id = r.id
      join journeys.journey j on j.no = r.journey_no where j.id = ${id} order by r.id
    `.execute(ctx.db)
  ).rows;

const three = async (): Promise<readonly [TestMember, TestMember, TestMember]> => [
  await createMember(ctx),
  await createMember(ctx),
  await createMember(ctx),
];

describe('a journey that is called', () => {
  it('takes in whom another system names, once under one key, and says who was left out and who is nobody', async () => {
    const [one, two] = await three();
    const id = await live('接口');
    const called = [{ memberId: one.id, context: { number: 'A1' } }, { memberId: two.id }, { memberId: 'mem_nobody' }];
    const first = await bring(id, called, 'call-00000001-first');
    expect(first.body).toEqual({ entered: 2, leftOut: 0, unknown: ['mem_nobody'] });
    expect((await bring(id, called, 'call-00000001-first')).body).toEqual(first.body);
    expect((await bring(id, called, 'call-00000002-again')).body).toEqual({
      entered: 0,
      leftOut: 2,
      unknown: ['mem_nobody'],
    });
    expect(await runs(id)).toMatchObject([
      { personNo: one.personNo, context: { number: 'A1' }, because: { zh: '由外部系统带入' } },
      { personNo: two.personNo, context: {} },
    ]);
    await app.advance(2 * DAY_MS);
    expect((await bring(id, called)).body.entered).toBe(2);
  });

  it('is not called where it does not run, or begins by something else', async () => {
    const [one] = await three();
    const paid = await live('下单', { trigger: { kind: 'order_paid', values: { firstOnly: false } } });
    const { body: draft } = await app.call('POST /api/admin/journeys', {
      cookie,
      body: { name: '草稿', definition: frame },
    });
    for (const id of [paid, draft.id, 'jny_nobody']) {
      const { status, body } = await bring(id, [{ memberId: one.id }]);
      expect([status, body.error.code]).toEqual([409, 'journeys.not_callable']);
    }
    expect((await bring(paid, [])).status).toBe(400);
  });

  it('takes in whom another journey hands on, not its holdout; two that lead to one another end after some rounds', async () => {
    const next = await live('后续');
    const members = await Promise.all(Array.from({ length: 20 }, async () => createMember(ctx)));
    const id = await live('前面', {
      holdout: 50,
      start: 'go',
      nodes: [{ key: 'go', kind: 'go_to', values: { journey: next }, ways: { next: null } }],
    });
    await bring(
      id,
      members.map((member) => ({ memberId: member.id, context: { number: 'B2' } })),
    );
    await app.settle();
    const { rows: treated } = await sql<{ personNo: number }>`
      select r.person_no from journeys.run r join journeys.journey j on j.no = r.journey_no where j.id = ${id} and r.treated
    `.execute(ctx.db);
    const handed = await runs(next);
    expect(handed.map((run) => run.personNo).toSorted()).toEqual(treated.map((run) => run.personNo).toSorted());
    expect(handed[0]).toMatchObject({ context: { number: 'B2', hops: '1' }, because: { zh: '从旅程「前面」进入' } });
  });

  it('does not lead round in a circle without a wait: publishing names it, whoever closes it', async () => {
    const [ping, pong, third] = [await live('乒'), await live('乓'), await live('第三')];
    const names = new Map([
      [ping, '乒'],
      [pong, '乓'],
      [third, '第三'],
    ]);
    const lead = async (from: string, to: string, nodes: object[] = []) =>
      app.call(`PUT /api/admin/journeys/${from}`, {
        cookie,
        body: {
          name: names.get(from),
          definition: {
            ...frame,
            start: nodes.length > 0 ? 'first' : 'go',
            nodes: [...nodes, { key: 'go', kind: 'go_to', values: { journey: to }, ways: { next: null } }],
          },
        },
      });
    expect((await lead(ping, ping)).body.error).toMatchObject({
      code: 'journeys.has_problems',
      message: expect.stringContaining('旅程不能进入自己'),
    });
    expect((await lead(ping, pong)).status).toBe(200);
    expect((await lead(pong, third)).status).toBe(200);
    const closed = await lead(third, ping);
    expect([closed.status, closed.body.error.details.problems[0]]).toMatchObject([
      400,
      { node: 'go', at: 'journey', words: { zh: expect.stringContaining('「第三」 → 「乒」 → 「乓」 → 「第三」') } },
    ]);
    const split = {
      key: 'first',
      kind: 'random_split',
      values: { parts: '2', a: 50, b: 50, c: null, d: null },
      ways: { a: 'go', b: null },
    };
    expect((await lead(third, ping, [split])).status).toBe(400);
    expect((await lead(third, ping, [{ ...rest, key: 'first', ways: { next: 'go' } }])).status).toBe(200);
    // Of two that are closed at the same moment one finds the other.
    const [here, there] = [await live('此'), await live('彼')];
    names.set(here, '此').set(there, '彼');
    const both = await Promise.all([lead(here, there), lead(there, here)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 400]);
  });
});

describe('an experiment in a journey', () => {
  const values = { parts: '2', a: 50, b: 50, c: null, d: null };
  const ways = { a: 'rest', b: 'rest' };

  it('compares what people did after they were drawn, way by way, and says nothing of too few', async () => {
    const nodes = (measure: string) => [
      { key: 'try', kind: 'experiment', values: { ...values, measure }, ways },
      { ...rest, values: { period: 20 * 1440 } },
    ];
    const goal = { kind: 'order_paid', values: { withinDays: 7 } };
    const id = await live('实验', { start: 'try', nodes: nodes('goal'), goal });
    const few = await live('人少', { start: 'try', nodes: nodes('ordered'), goal });
    const members = await Promise.all(Array.from({ length: 120 }, async () => createMember(ctx)));
    await bring(
      id,
      members.map(({ id: memberId }) => ({ memberId })),
    );
    await bring(
      few,
      members.slice(0, 8).map(({ id: memberId }) => ({ memberId })),
    );
    await app.settle();
    await app.advance(60_000);
    const way = (member: TestMember) => (drawOf(id, 'try', member.personNo) < 50 ? 'a' : 'b');
    for (const [n, member] of members.entries())
      if (way(member) === 'b' || n % 10 === 0) await announcePaid(ctx, member, { amount: 1000 });
    await app.settle();
    await app.advance(8 * DAY_MS);
    const { body } = await app.call(`GET /api/admin/journeys/${id}/result`, { cookie });
    const count = (of: string) => members.filter((member) => way(member) === of).length;
    const converted = members.filter((member, n) => way(member) === 'a' && n % 10 === 0).length;
    expect(body.experiments).toMatchObject([
      {
        node: 'try',
        ways: [
          { way: 'a', members: count('a'), converted, against: null },
          { way: 'b', members: count('b'), converted: count('b'), rate: 1, revenuePerMember: 1000 },
        ],
      },
    ]);
    expect(body.experiments[0].ways[1].against).toMatchObject({ verdict: 'better' });
    const more = 1000 - (converted * 1000) / count('a');
    expect(body.experiments[0].ways[0].revenueAgainst).toBeNull();
    const { value, low, high, verdict } = body.experiments[0].ways[1].revenueAgainst;
    expect([value, verdict, low > 0 && low < value && high > value]).toEqual([Math.round(more), 'better', true]);
    const small = await app.call(`GET /api/admin/journeys/${few}/result`, { cookie });
    expect(small.body.experiments[0].ways[1]).toMatchObject({
      against: { verdict: 'too_few' },
      revenueAgainst: { verdict: 'too_few', value: 0 },
    });
  });
});
