import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { inTransaction } from '../../platform/db.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createCoupon } from '../coupons/testing.ts';
import { createMember } from '../members/testing.ts';
import { setQuiet } from '../messaging/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { orderReceived } from '../orders/events.ts';
import { announcePaid } from './testing.ts';

// A journey that runs is changed by the values of its playbook, through the console's routes.

const app = await testApp();
const { ctx } = app;
let cookie = '';
let coupon = '';
let id = '';

beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
  await setQuiet(ctx, 'never');
  coupon = (await createCoupon(ctx, { name: '复购券', channel: 'grant' })).id;
});

beforeEach(async () => {
  if (id !== '') await call(`PUT /api/admin/journeys/${id}/state`, { state: 'ended' });
  id = (await call('POST /api/admin/playbooks/first_repurchase/journey', { values: { coupon, holdout: 0 } })).body.id;
});

const call = async (route: string, body?: unknown) => app.call(route, { cookie, ...(body ? { body } : {}) });
const change = async (body: object) => call(`PUT /api/admin/journeys/${id}/settings`, body);
const shown = async () => (await call(`GET /api/admin/journeys/${id}`)).body;
const runs = async () => (await call(`GET /api/admin/journeys/${id}/runs`)).body.items;

async function buyer() {
  const member = await createMember(ctx);
  await announcePaid(ctx, member);
  await app.settle();
  return member;
}

async function receive({ id: memberId, personNo }: { id: string; personNo: number }): Promise<void> {
  const payload = { orderId: 'ord_1', number: 'HS1', memberId, amount: 5000, source: 'shop', automatic: false };
  await inTransaction(ctx, async (ctx) => ctx.emit(orderReceived, { personNo, payload }));
  await app.settle();
}

const messages = async (memberId: string) =>
  (await call(`GET /api/admin/outbound?memberId=${memberId}`)).body.items.map(
    (one: { templateName: { zh: string } }) => one.templateName.zh,
  );

describe('a running playbook', () => {
  it('is changed by its values: a new version, and who comes in from then on goes by it', async () => {
    const budget = (await call('POST /api/admin/budgets', { name: '复购预算', limit: 100_000 })).body;
    expect((await shown()).settings).toMatchObject({ playbook: 'first_repurchase', values: { careDay: 1, coupon } });
    await buyer();
    const answer = await change({ values: { careDay: 2, couponDay: 9, goalDays: 20, budget: budget.id } });
    expect(answer.body).toMatchObject({
      version: 2,
      state: 'live',
      settings: { values: { careDay: 2, couponDay: 9, coupon, holdout: 0 } },
      definition: { budgetId: budget.id, goal: { values: { withinDays: 20 } } },
    });
    expect(answer.body.sentences.wait_care.zh).toBe('等待 2 天');
    await buyer();
    expect((await runs()).map((run: { version: number }) => run.version)).toEqual([2, 1]);
  });

  it('leaves those under way with the numbers they came in by, or takes them along, as the operator says', async () => {
    const [stays, follows] = [await buyer(), await buyer()];
    await receive(stays);
    await change({ values: { careDay: 4 } });
    await app.advance(DAY_MS);
    expect(await messages(stays.id)).toEqual(['购后关怀']);
    await change({ values: { careDay: 5 }, underWay: 'follow' });
    expect((await runs()).map((run: { version: number }) => run.version)).toEqual([3, 3]);
    await receive(follows);
    await app.advance(4 * DAY_MS);
    expect(await messages(follows.id)).toEqual([]);
    await app.advance(DAY_MS);
    expect(await messages(follows.id)).toEqual(['购后关怀']);
  });

  it('does not lose what somebody waited for in the moment in which she is taken along', async () => {
    const member = await createMember(ctx);
    await announcePaid(ctx, member);
    await app.settle();
    await call(`PUT /api/admin/journeys/${id}/state`, { state: 'paused' });
    await receive(member);
    await change({ values: { careDay: 2 }, underWay: 'follow' });
    await call(`PUT /api/admin/journeys/${id}/state`, { state: 'live' });
    await app.settle();
    expect(await runs()).toMatchObject([{ version: 2, state: 'waiting', node: 'wait_care' }]);
  });

  it('is asked what a change would do before it is saved, by name and number', async () => {
    const other = await createCoupon(ctx, { name: '回归券', channel: 'grant' });
    const { body } = await call('POST /api/admin/playbooks/first_repurchase/preview', {
      journeyId: id,
      values: { couponDay: 10, coupon: other.id, holdout: 20, goalDays: 45 },
    });
    const told = body.changes.map((one: { label: { zh: string }; before: { zh: string }; after: { zh: string } }) => [
      one.label.zh,
      one.before.zh,
      one.after.zh,
    ]);
    expect(told).toEqual([
      ['发券在第几天', '6 天', '10 天'],
      ['复购券', '复购券', '回归券'],
      ['目标期限', '30 天', '45 天'],
      ['对照组比例', '0%', '20%'],
    ]);
    expect(body.steps.map(({ zh }: { zh: string }) => zh)).toEqual([
      '首单支付成功，买的是商品',
      '等到她收到货，最多 45 天',
      '等待 1 天',
      '发送「购后关怀」（订阅消息，用不了时用站内信）',
      '等待 9 天',
      '发放「回归券」，限所购品类',
      '发送「优惠券到账」（订阅消息，用不了时用站内信）',
      '目标：进入后 45 天内再次支付',
    ]);
    expect((await shown()).version).toBe(1);
  });

  it('is told in the gallery by its own numbers', async () => {
    await change({ values: { careDay: 3 } });
    const { items } = (await call('GET /api/admin/playbooks')).body;
    const { steps } = items.find((one: { key: string }) => one.key === 'first_repurchase');
    expect(steps.map(({ zh }: { zh: string }) => zh)).toContain('等待 3 天');
  });

  it('makes no version of a save that changes nothing', async () => {
    expect((await change({ values: { careDay: 1 } })).body.version).toBe(1);
    expect((await change({ values: {}, name: '复购' })).body).toMatchObject({ version: 1, name: '复购' });
  });

  it('is copied with its values: the copy is changed and runs beside it', async () => {
    const copy = (await call(`POST /api/admin/journeys/${id}/copies`, { name: '复购 2' })).body;
    expect(copy).toMatchObject({ state: 'draft', playbook: null, settings: { playbook: 'first_repurchase' } });
    const edited = await call(`PUT /api/admin/journeys/${copy.id}/settings`, { values: { careDay: 2 } });
    expect(edited.body).toMatchObject({ version: 1, state: 'draft', settings: { values: { careDay: 2 } } });
    expect((await call(`PUT /api/admin/journeys/${copy.id}/state`, { state: 'live' })).status).toBe(200);
    expect((await shown()).state).toBe('live');
    await call(`PUT /api/admin/journeys/${copy.id}/state`, { state: 'ended' });
  });

  it('refuses values that are not sound at their field, and a journey whose steps were written by hand', async () => {
    const refused = await change({ values: { couponDay: 61 } });
    expect([refused.status, refused.body.error.details.problems[0].at]).toEqual([400, 'couponDay']);
    const { name, definition } = await shown();
    const [, ...rest] = definition.nodes;
    const byHand = { ...definition, start: 'wait_care', nodes: rest };
    await call(`PUT /api/admin/journeys/${id}`, { name, definition: byHand });
    expect((await change({ values: { careDay: 2 } })).body.error.code).toBe('journeys.no_settings');
  });
});

describe('what speaks of the goods waits for them', () => {
  it('says nothing of keeping and cooking to somebody whose parcel has not come', async () => {
    const member = await buyer();
    await app.advance(10 * DAY_MS);
    expect(await messages(member.id)).toEqual([]);
    await receive(member);
    await app.advance(DAY_MS - 60_000);
    expect(await messages(member.id)).toEqual([]);
    await app.advance(120_000);
    expect(await messages(member.id)).toEqual(['购后关怀']);
  });
});

it('a dry run says "at most" of what has a cap, and calls the rest a guess', async () => {
  const uncapped = await createCoupon(ctx, {
    name: '八折券',
    channel: 'grant',
    discount: { kind: 'percent', percentOff: 20, cap: null },
  });
  await announcePaid(ctx, await createMember(ctx));
  await app.settle();
  const run = async (picked: string) =>
    (await call('POST /api/admin/playbooks/first_repurchase/dry-run', { values: { coupon: picked } })).body;
  expect((await run(coupon)).text.zh).toContain('券全部用掉最多花费');
  expect((await run(uncapped.id)).text.zh).not.toContain('最多花费');
  expect((await run(coupon)).perDay).toHaveLength(30);
});

it('a dry run counts on what is left of coupon and budget, and says how many would get nothing', async () => {
  const few = await createCoupon(ctx, { name: '只剩三张', channel: 'grant', total: 3 });
  const many = await createCoupon(ctx, { name: '很多', channel: 'grant' });
  for (let n = 0; n < 6; n += 1) await announcePaid(ctx, await createMember(ctx));
  await app.settle();
  const run = async (values: object) =>
    (await call('POST /api/admin/playbooks/first_repurchase/dry-run', { values: { holdout: 0, ...values } })).body;
  const { reached } = await run({ coupon: many.id });
  expect(reached).toBeGreaterThan(5);
  expect(await run({ coupon: many.id })).toMatchObject({ given: reached });
  const short = await run({ coupon: few.id });
  expect(short).toMatchObject({ reached, given: 3 });
  expect(short.expectedCost).toBe(3 * ((await run({ coupon: many.id })).expectedCost / reached));
  expect(short.text.zh).toContain(`只有 3 人拿得到券，另外 ${reached - 3} 人`);

  // ¥10 a coupon at most: ¥45 pay for four of them.
  const budget = (await call('POST /api/admin/budgets', { name: '小预算', limit: 4_500 })).body;
  expect(await run({ coupon: many.id, budget: budget.id })).toMatchObject({ given: 4 });
  expect(await run({ coupon: few.id, budget: budget.id })).toMatchObject({ given: 3 });
  // Which coupon it will be need not be decided yet.
  const open = await run({});
  expect(open).toMatchObject({ given: null, reached });
  expect(open.text.zh).not.toContain('拿得到券');
});
