import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { becomeOne, createMember, givePhone, type TestMember } from '../../src/domains/members/testing.ts';
import { setQuiet } from '../../src/domains/messaging/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { DAY_MS, MINUTE_MS } from '../../src/platform/calendar.ts';
import { testApp } from '../../src/platform/testing/app.ts';

// What operators of other tools complained of in public, tried here: campaigns that send twice or never again, segments that do not
// follow, counts that differ from the people behind them.

vi.setConfig({ testTimeout: 300_000 });
const app = await testApp();
const { ctx } = app;
let cookie = '';
beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
  await setQuiet(ctx, 'never');
  // Conditions choose among tags that there are.
  for (const name of ['回来', '今天', '看一看', '老客']) await tag([await createMember(ctx)], name);
});

const call = async (route: string, body?: unknown) =>
  app.call(route, { cookie, ...(body === undefined ? {} : { body, headers: { 'idempotency-key': randomUUID() } }) });
const tag = async (members: readonly TestMember[], name: string) => {
  for (const { id } of members) await call(`POST /api/admin/members/${id}/tags`, { name, reason: '试一试' });
  await app.settle();
};
const untag = async ({ id }: TestMember, name: string) => {
  await call(`DELETE /api/admin/members/${id}/tags/${encodeURIComponent(name)}`);
  await app.settle();
};
const tagged = (name: string) => ({ kind: 'has_tag', values: { how: 'any', tags: [name] } });
const segmentOf = async (name: string, condition: object): Promise<string> => {
  const { body, status } = await call('POST /api/admin/segments', { values: { name, refresh: 'hourly' }, condition });
  expect([status, body.error]).toEqual([200, undefined]);
  await app.settle();
  return String(body.id);
};
const look = async (id: string) => {
  await call(`POST /api/admin/segments/${id}/refreshing`, {});
  await app.settle();
};
const membersOf = async (id: string): Promise<number> => (await call(`GET /api/admin/segments/${id}`)).body.members;
const tell = (key: string, next: string | null) => ({
  ...{ key, kind: 'message', values: { template: 'bestSellers', channels: ['inbox'] } },
  ways: { next },
});
async function live(name: string, change: object): Promise<string> {
  const definition = {
    ...{ start: 'tell', nodes: [tell('tell', null)], goal: null, exitOnGoal: false },
    ...{ reentry: { kind: 'never' }, holdout: 0, budgetId: null, ...change },
  };
  const { body } = await call('POST /api/admin/journeys', { name, definition });
  expect(body.problems).toEqual([]);
  await call(`PUT /api/admin/journeys/${body.id}/state`, { state: 'live' });
  return String(body.id);
}
/** What the journey had for her to be told, whatever else she hears on that day. */
const sentTo = async ({ id }: TestMember, journey: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from messaging.outbound where member_id = ${id} and cause_id = ${journey} and reason in ('ok', 'frequency_cap')
  `.execute(ctx.db);
  return rows[0]?.n ?? 0;
};

describe('who comes back into the segment of a journey', () => {
  it('hears nothing again where nobody comes in twice, and comes in again where that is allowed', async () => {
    const her = await createMember(ctx);
    const segment = await segmentOf('回来的人', tagged('回来'));
    const trigger = { kind: 'segment_entered', values: { segment } };
    const once = await live('只来一次', { trigger });
    const again = await live('可以再来', { trigger, reentry: { kind: 'after_exit', cooldownDays: 0 } });
    for (const there of [true, false, true]) {
      if (there) await tag([her], '回来');
      else await untag(her, '回来');
      await look(segment);
      await app.advance(2 * 3_600_000);
      await app.settle();
    }
    expect([await sentTo(her, once), await sentTo(her, again)]).toEqual([1, 2]);
  });

  it('goes on where she is when she leaves it meanwhile: a journey asks who comes in, not who stays', async () => {
    const her = await createMember(ctx);
    const segment = await segmentOf('今天的人', tagged('今天'));
    const journey = await live('两天后', {
      trigger: { kind: 'segment_entered', values: { segment } },
      start: 'wait',
      nodes: [{ key: 'wait', kind: 'wait', values: { period: 2 * 1440 }, ways: { next: 'tell' } }, tell('tell', null)],
    });
    await tag([her], '今天');
    await look(segment);
    await untag(her, '今天');
    await look(segment);
    await app.advance(2 * DAY_MS + MINUTE_MS);
    await app.settle();
    expect(await sentTo(her, journey)).toBe(1);
  });
});

describe('a wait for an event', () => {
  const send = async ({ token }: TestMember, name: string) => {
    const now = ctx.now().toISOString();
    await app.call('POST /collect', { token, body: { sentAt: now, events: [{ id: randomUUID(), name, ts: now }] } });
    await app.settle();
    await app.advance(MINUTE_MS);
  };

  it('of a second time through is not answered by what happened the first time; a shop without segments is in no way of it', async () => {
    const [her, other] = [await createMember(ctx), await createMember(ctx)];
    for (const name of ['quiz_begun', 'quiz_done']) await send(other, name);
    const journey = await live('先看再领', {
      trigger: { kind: 'event', values: { event: 'quiz_begun', where: [] } },
      reentry: { kind: 'after_exit', cooldownDays: 0 },
      start: 'listen',
      nodes: [
        {
          ...{ key: 'listen', kind: 'wait_event', values: { event: 'quiz_done', where: [], atMost: 60 } },
          ways: { told: 'tell', timeout: null },
        },
        tell('tell', null),
      ],
    });
    await send(her, 'quiz_begun');
    await send(her, 'quiz_done');
    expect(await sentTo(her, journey)).toBe(1);
    await app.advance(10 * MINUTE_MS);
    await send(her, 'quiz_begun');
    await app.advance(2 * 60 * MINUTE_MS);
    await app.settle();
    expect(await sentTo(her, journey)).toBe(1);
    await send(her, 'quiz_begun');
    await send(her, 'quiz_done');
    expect(await sentTo(her, journey)).toBe(2);
  });
});

describe('a segment', () => {
  it('of those who are not in another, or did not do a thing, follows both, and holds who never did anything', async () => {
    const [a, b] = [await createMember(ctx), await createMember(ctx)];
    await tag([a, b], '看一看');
    const first = await segmentOf('甲', { all: [tagged('看一看'), tagged('老客')] });
    const not = await segmentOf('非甲', {
      all: [tagged('看一看'), { not: { kind: 'segment', values: { segment: first } } }],
    });
    // With the one who had the tag from the beginning.
    expect([await membersOf(first), await membersOf(not)]).toEqual([0, 3]);
    await tag([a], '老客');
    await look(first);
    await look(not);
    expect([await membersOf(first), await membersOf(not)]).toEqual([1, 2]);
    const never = await segmentOf('没看过', {
      all: [tagged('看一看'), { not: { kind: 'paid_orders', values: { atLeast: 1, days: null } } }],
    });
    expect(await membersOf(never)).toBe(3);
  });
});

describe('two records who turn out to be one person', () => {
  it('keep the journey that one of them is in now, where the other’s was over and anybody may come in again; never twice what is once', async () => {
    const leaves = async ({ token }: TestMember) => {
      const now = ctx.now().toISOString();
      const events = [{ id: randomUUID(), name: 'cart_left_open', ts: now }];
      await app.call('POST /collect', { token, body: { sentAt: now, events } });
      await app.settle();
    };
    await leaves(await createMember(ctx));
    const trigger = { kind: 'event', values: { event: 'cart_left_open', where: [] } };
    const wait = { key: 'wait', kind: 'wait', values: { period: 120 }, ways: { next: 'tell' } };
    const nodes = { start: 'wait', nodes: [wait, tell('tell', null)] };
    const again = await live('每次都提醒', { trigger, ...nodes, reentry: { kind: 'after_exit', cooldownDays: 0 } });
    const rested = await live('歇三天再提醒', { trigger, ...nodes, reentry: { kind: 'after_exit', cooldownDays: 3 } });
    const once = await live('只提醒一次', { trigger, ...nodes });
    const [known, guest] = [await createMember(ctx), await createMember(ctx)];
    await leaves(known);
    await app.advance(3 * 3_600_000);
    await app.settle();
    await leaves(guest);
    await becomeOne(ctx, known, guest);
    await app.advance(3 * 3_600_000);
    await app.settle();
    expect([await sentTo(known, again), await sentTo(known, rested), await sentTo(known, once)]).toEqual([2, 1, 1]);
  });
});

describe('a list', () => {
  it('holds members of whom the event store has not heard yet', async () => {
    const fresh = [await createMember(ctx), await createMember(ctx)];
    const text = fresh.map(({ id }) => id).join('\n');
    expect((await call('POST /api/admin/segments/lists', { name: '刚来的', text })).body).toMatchObject({ members: 2 });
  });

  it('names by numbers in whichever width a Chinese keyboard writes them', async () => {
    const her = await createMember(ctx);
    await givePhone(ctx, her.id, '13800138123');
    const text = '手机号，姓名\n１３８００１３８１２３，小林';
    expect((await call('POST /api/admin/segments/lists', { name: '全角', text })).body).toMatchObject({ members: 1 });
  });
});
