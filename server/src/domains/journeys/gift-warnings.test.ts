import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createCoupon } from '../coupons/testing.ts';
import { createMember } from '../members/testing.ts';
import { setQuiet } from '../messaging/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { announcePaid } from './testing.ts';

const app = await testApp();
const { ctx } = app;
let cookie = '';
beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
});

const call = async (route: string, body?: unknown) =>
  app.call(route, { cookie, ...(body === undefined ? {} : { body }) });

/** Who pays gets it. */
const giving = (benefit: string, change: object = {}) => ({
  trigger: { kind: 'order_paid', values: { firstOnly: false } },
  start: 'give',
  nodes: [{ key: 'give', kind: 'grant', values: { benefit, scope: 'template' }, ways: { next: null } }],
  goal: null,
  exitOnGoal: false,
  reentry: { kind: 'never' },
  holdout: 0,
  budgetId: null,
  ...change,
});

async function draw(name: string, benefit: string, change: object = {}) {
  const { body } = await call('POST /api/admin/drawings', { name });
  const definition = giving(benefit, change);
  const saved = await call(`PUT /api/admin/drawings/${body.id}`, { name, definition, places: {} });
  return {
    id: body.journeyId,
    warnings: saved.body.warnings,
    problems: saved.body.problems,
    publish: async () =>
      call(`POST /api/admin/drawings/${body.id}/publication`, { saves: saved.body.saves, start: true, move: null }),
  };
}

const warned = async (id: string): Promise<string[]> =>
  (await call(`GET /api/admin/journeys/${id}`)).body.warnings.map(({ words }: { words: { zh: string } }) => words.zh);

it('a coupon that a member may have once is said to be given by another journey that runs, wherever problems are said', async () => {
  const { id: once } = await createCoupon(ctx, { name: '只此一张', channel: 'grant' });
  const { id: twice } = await createCoupon(ctx, { name: '可有两张', channel: 'grant', perMember: 2 });
  const box = await call('POST /api/admin/packages', {
    ...{ name: '礼包', benefits: [{ benefit: `coupon:${twice}` }, { benefit: `coupon:${once}` }] },
    ...{ budget: null, mostEach: null },
  });
  const first = await draw('先来的', `coupon:${once}`);
  expect(first.warnings).toEqual([]);
  await first.publish();
  expect(await warned(first.id)).toEqual([]);

  const second = await draw('后来的', `coupon:${once}`);
  expect(second.problems).toEqual([]);
  expect(second.warnings).toEqual([
    { node: 'give', at: 'benefit', words: expect.objectContaining({ zh: expect.stringContaining('「先来的」') }) },
  ]);
  expect((await draw('礼包的', `package:${box.body.id}`)).warnings[0].words.en).toContain('“只此一张”');
  expect((await draw('不限的', `coupon:${twice}`)).warnings).toEqual([]);
  // It may be meant so: publishing goes on, and then either says it.
  expect((await second.publish()).status).toBe(200);
  expect(await warned(first.id)).toEqual([expect.stringContaining('「后来的」')]);

  const member = await createMember(ctx);
  await announcePaid(ctx, member);
  await app.settle();
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from coupons.coupon where member_id = ${member.id} and template_id = ${once}
  `.execute(ctx.db);
  expect(rows[0]?.n).toBe(1);

  await call(`PUT /api/admin/journeys/${second.id}/state`, { state: 'paused' });
  expect(await warned(first.id)).toEqual([]);
});

const AGAIN = { reentry: { kind: 'after_exit', cooldownDays: 0 } };
const give = (key: string, benefit: string, next: string | null) => ({
  ...{ key, kind: 'grant', values: { benefit, scope: 'template' }, ways: { next } },
});

it('of which a member may have one it is said where she is come to with it twice: by coming in again, or on one way', async () => {
  const { id } = await createCoupon(ctx, { name: '一生一次', channel: 'grant' });
  const benefit = `coupon:${id}`;
  const again = await draw('可再来', benefit, AGAIN);
  expect(again.problems).toEqual([]);
  expect(again.warnings).toEqual([
    { node: 'give', at: 'benefit', words: expect.objectContaining({ zh: expect.stringContaining('可以再次进入') }) },
  ]);
  const twice = await draw('一路两次', benefit, {
    nodes: [give('give', benefit, 'more'), give('more', benefit, null)],
  });
  expect(twice.warnings).toEqual([
    { node: 'more', at: 'benefit', words: expect.objectContaining({ en: expect.stringContaining('on the way here') }) },
  ]);
  const apart = await draw('各走一边', benefit, {
    start: 'split',
    nodes: [
      { key: 'split', kind: 'random_split', values: { parts: '2', a: 50, b: 50 }, ways: { a: 'give', b: 'more' } },
      ...[give('give', benefit, null), give('more', benefit, null)],
    ],
  });
  expect([apart.problems, apart.warnings]).toEqual([[], []]);
});

it('that she was not given stands beside her among the people of the journey, and in the log of messages, with why', async () => {
  await setQuiet(ctx, 'never');
  const { id: coupon } = await createCoupon(ctx, { name: '再来没有', channel: 'grant' });
  const journey = await draw('再来一次', `coupon:${coupon}`, {
    ...AGAIN,
    nodes: [
      give('give', `coupon:${coupon}`, 'tell'),
      {
        ...{ key: 'tell', kind: 'message', values: { template: 'couponArrived', channels: ['inbox'] } },
        ways: { next: null },
      },
    ],
  });
  await journey.publish();
  const member = await createMember(ctx);
  for (let time = 0; time < 2; time += 1) {
    await announcePaid(ctx, member);
    await app.advance(60_000);
    await app.settle();
  }
  const people = async (query = '') => (await call(`GET /api/admin/journeys/${journey.id}/runs?${query}`)).body;
  expect((await people()).items.map(({ notGiven }: { notGiven: unknown }) => notGiven)).toEqual([
    {
      zh: '没有送出「再来没有」：她已有每人可有的份数',
      en: '“再来没有” was not given: she has as many as one may have',
    },
    null,
  ]);
  expect((await people('gift=refused')).total).toBe(1);
  const { rows } = await sql<{ state: string; reason: string }>`
    select state, reason from messaging.outbound where cause_id = ${journey.id} order by id
  `.execute(ctx.db);
  expect(rows.map(({ state, reason }) => `${state} ${reason}`)).toEqual(['accepted ok', 'suppressed benefit_limit']);
});
