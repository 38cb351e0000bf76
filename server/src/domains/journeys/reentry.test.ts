import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { inTransaction } from '../../platform/db.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { setQuiet } from '../messaging/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { orderShipped } from '../orders/events.ts';
import type { Definition } from './definition.ts';
import { announcePaid } from './testing.ts';

// How often one person is in one journey: once in a life, again some time after, or beside herself.

const app = await testApp();
const { ctx } = app;
let cookie = '';

beforeAll(async () => {
  cookie = (await signedIn(ctx)).cookie;
  await setQuiet(ctx, 'never');
});

const wait = (key: string, next: string | null, period = 1440) => ({
  key,
  kind: 'wait',
  values: { period },
  ways: { next },
});

const frame: Definition = {
  trigger: { kind: 'order_paid', values: { firstOnly: false } },
  start: 'wait',
  nodes: [
    wait('wait', 'care'),
    { key: 'care', kind: 'message', values: { template: 'careReminder', channels: ['inbox'] }, ways: { next: 'rest' } },
    wait('rest', null, 20 * 1440),
  ],
  goal: null,
  exitOnGoal: false,
  reentry: { kind: 'by_key', by: 'order', cooldownDays: 0 },
  holdout: 0,
  budgetId: null,
};

async function draft(name: string, more: Partial<Definition>) {
  const { body } = await app.call('POST /api/admin/journeys', {
    cookie,
    body: { name, definition: { ...frame, ...more } },
  });
  return body;
}

async function live(name: string, more: Partial<Definition> = {}): Promise<string> {
  const { id, problems } = await draft(name, more);
  expect(problems).toEqual([]);
  await app.call(`PUT /api/admin/journeys/${id}/state`, { cookie, body: { state: 'live' } });
  return id;
}

const runs = async (id: string) =>
  (
    await sql<{ personNo: number; orderId: string | null; state: string; node: string }>`
      select r.person_no, i.context->>'orderId' as order_id, r.state, r.node
      from journeys.run r join journeys.run_info i on i.run_id = r.id
      join journeys.journey j on j.no = r.journey_no where j.id = ${id} order by r.id
    `.execute(ctx.db)
  ).rows;

const messages = async (id: string) =>
  (
    await sql<{ personNo: number; state: string; text: string }>`
      select person_no, state, text from messaging.outbound where cause_id = ${id} order by id
    `.execute(ctx.db)
  ).rows;

async function ship(member: TestMember, orderId: string): Promise<void> {
  await inTransaction(ctx, async (ctx) =>
    ctx.emit(orderShipped, {
      personNo: member.personNo,
      payload: {
        orderId,
        number: `HS${orderId.slice(-8)}`,
        memberId: member.id,
        amount: 0,
        source: 'shop',
        company: '顺丰',
        waybill: 'SF1',
      },
    }),
  );
}

describe('runs of one person, told apart by orders', () => {
  it('of two orders at once each has its own run and its own message; the same order brings her in once', async () => {
    const id = await live('每单');
    const [one, two] = [await createMember(ctx), await createMember(ctx)];
    const orders = [await announcePaid(ctx, one), await announcePaid(ctx, one), await announcePaid(ctx, two)];
    await app.settle();
    expect((await runs(id)).map(({ personNo, orderId }) => [personNo, orderId])).toEqual([
      [one.personNo, orders[0]],
      [one.personNo, orders[1]],
      [two.personNo, orders[2]],
    ]);
    await app.advance(1.1 * DAY_MS);
    expect((await messages(id)).map(({ personNo }) => personNo)).toEqual([one.personNo, one.personNo, two.personNo]);
    expect((await runs(id)).every(({ node }) => node === 'rest')).toBe(true);
  });

  it('waits for its own order to be sent, not for another of hers', async () => {
    const id = await live('等发货', {
      start: 'sent',
      nodes: [
        { key: 'sent', kind: 'wait_for', values: { what: 'shipped', days: 10 }, ways: { told: 'rest', timeout: null } },
        wait('rest', null, 20 * 1440),
      ],
    });
    const member = await createMember(ctx);
    const [first, second] = [await announcePaid(ctx, member), await announcePaid(ctx, member)];
    await app.settle();
    await app.advance(60_000);
    await ship(member, second);
    await app.settle();
    expect((await runs(id)).map(({ orderId, node }) => [orderId, node])).toEqual([
      [first, 'sent'],
      [second, 'rest'],
    ]);
  });

  it('may be more than the caps of messages allow: who has two runs hears no more than anybody', async () => {
    const id = await live('频控');
    const member = await createMember(ctx);
    for (let n = 0; n < 6; n += 1) await announcePaid(ctx, member);
    await app.settle();
    await app.advance(1.1 * DAY_MS);
    const all = await messages(id);
    const sent = all.filter(({ state }) => ['accepted', 'sent', 'delivered'].includes(state));
    expect(await runs(id)).toHaveLength(6);
    expect(all).toHaveLength(6);
    expect(sent.length).toBeLessThan(6);
    expect(sent.length).toBeGreaterThan(0);
  });

  it('is refused where the trigger does not know of any order or product', async () => {
    const said = async (trigger: Definition['trigger'], by: 'order' | 'product' | 'happening') => {
      const { problems } = await draft('不行', { trigger, reentry: { kind: 'by_key', by, cooldownDays: 0 } });
      return problems.map(({ at }: { at: string }) => at);
    };
    expect(await said({ kind: 'member_joined', values: {} }, 'order')).toEqual(['reentry']);
    expect(await said({ kind: 'order_paid', values: { firstOnly: false } }, 'product')).toEqual(['reentry']);
    expect(await said({ kind: 'member_joined', values: {} }, 'happening')).toEqual([]);
    expect(await said({ kind: 'call', values: {} }, 'product')).toEqual([]);
  });
});

describe('who is called in many times at once', () => {
  const calling: Partial<Definition> = { trigger: { kind: 'call', values: {} } };
  const bring = async (id: string, member: TestMember, context = {}) =>
    app.call(`POST /api/admin/journeys/${id}/entries`, {
      cookie,
      body: { members: [{ memberId: member.id, context }] },
    });

  it('is in it once, whatever the rule: never twice, or again after some days', async () => {
    for (const reentry of [{ kind: 'never' }, { kind: 'after_exit', cooldownDays: 0 }] as const) {
      const id = await live(`并发 ${reentry.kind}`, { ...calling, reentry });
      const member = await createMember(ctx);
      const answers = await Promise.all(Array.from({ length: 8 }, async () => bring(id, member)));
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
      expect(answers.reduce((sum, { body }) => sum + body.entered, 0)).toBe(1);
      expect(await runs(id)).toHaveLength(1);
    }
  });

  it('is in it once for each product, and again some days after that run ended', async () => {
    const id = await live('每个商品', { ...calling, reentry: { kind: 'by_key', by: 'product', cooldownDays: 5 } });
    const member = await createMember(ctx);
    const products = ['prd_1', 'prd_2', 'prd_1', 'prd_2', 'prd_1', 'prd_3'];
    await Promise.all(products.map(async (productId) => bring(id, member, { productId })));
    expect(await runs(id)).toHaveLength(3);
    await app.advance(22 * DAY_MS);
    expect((await runs(id)).map(({ state }) => state)).toEqual(['completed', 'completed', 'completed']);
    expect((await bring(id, member, { productId: 'prd_1' })).body).toMatchObject({ entered: 0, leftOut: 1 });
    await app.advance(5 * DAY_MS);
    expect((await bring(id, member, { productId: 'prd_1' })).body).toMatchObject({ entered: 1 });
    expect((await bring(id, member)).body).toMatchObject({ entered: 1 });
    expect((await bring(id, member)).body).toMatchObject({ entered: 0, leftOut: 1 });
  });
});
