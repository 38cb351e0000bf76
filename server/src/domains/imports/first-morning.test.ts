import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { DAY_MS, shanghaiDay } from '../../platform/calendar.ts';
import { testApp } from '../../platform/testing/app.ts';
import { announcePaid } from '../audiences/testing.ts';
import { createCoupon } from '../coupons/testing.ts';
import { setQuiet } from '../messaging/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { runToEnd, uploadFile } from './testing.ts';

// A file of old buyers comes in while journeys run: whom silence would move, the operator is shown, and says what starts.

const app = await testApp();
const { ctx } = app;
let cookie = '';
let journeyId = '';

beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
  await setQuiet(ctx, 'never');
  const coupon = (await createCoupon(ctx, { name: '唤回券', channel: 'grant' })).id;
  const made = await call('POST /api/admin/playbooks/win_back/journey', { values: { coupon, holdout: 0 } });
  journeyId = made.body.id;
});

const call = async (route: string, body?: unknown) => app.call(route, { cookie, ...(body ? { body } : {}) });
const arrivals = async () => (await call('GET /api/admin/lifecycle/arrivals')).body;
const entered = async (): Promise<string[]> =>
  (await call(`GET /api/admin/journeys/${journeyId}/runs`)).body.items.map(
    (run: { memberName: string }) => run.memberName,
  );

/** Buyers of one order each, so many days ago; one falls silent after 42 days, and is lost after 84. */
async function bring(file: string, buyers: Readonly<Record<string, number>>): Promise<void> {
  const lines = Object.entries(buyers).map(([name, days], n) => {
    const day = shanghaiDay(new Date(ctx.now().getTime() - days * DAY_MS));
    return `${file}-${n},${name},${file}-o${n},${day} 09:00,50.00`;
  });
  const text = ['member,nickname,order_id,order_at,amount_yuan', ...lines].join('\n');
  const { body } = await uploadFile(app, cookie, `${file}.csv`, text);
  expect(await runToEnd(app, cookie, body.id)).toMatchObject({ state: 'done', orders: lines.length });
  await app.settle();
}

it('nobody is brought into a journey by the import, nor by the silence of the first morning after it', async () => {
  await bring('a', { 新近: 3, 将沉默: 41.5, 已沉默: 50, 早流失: 200 });
  await app.advance(2 * DAY_MS);
  expect(await entered()).toEqual([]);
});

it('who is where and what would start is shown', async () => {
  expect(await arrivals()).toEqual({
    members: 4,
    stages: [
      { stage: 'declining', members: 2 },
      { stage: 'lost', members: 1 },
      { stage: 'new', members: 1 },
    ],
    tomorrow: 0,
    begins: [{ stage: 'declining', name: '沉睡唤回', members: 2 }],
    deciding: false,
  });
});

it('started for: those in the stage of a journey come in, the others when silence moves them', async () => {
  const answer = await call('POST /api/admin/lifecycle/arrivals/decision', { apply: 'start' });
  expect(answer.body).toMatchObject({ members: 4, deciding: true });
  await app.settle();
  expect((await entered()).toSorted()).toEqual(['将沉默', '已沉默'].toSorted());
  expect(await arrivals()).toMatchObject({ members: 0, deciding: false });
  const { items } = (await call(`GET /api/admin/journeys/${journeyId}/runs`)).body;
  expect(items[0].because.zh).toBe('导入的老客，处于低迷期');
  await app.advance(40 * DAY_MS, DAY_MS);
  expect(await entered()).toContain('新近');
});

it('left in silence: they come in by nothing but what they do here', async () => {
  await bring('b', { 甲: 50, 乙: 30 });
  const before = await entered();
  await call('POST /api/admin/lifecycle/arrivals/decision', { apply: 'silent' });
  await app.settle();
  expect(await arrivals()).toMatchObject({ members: 0 });
  await app.advance(20 * DAY_MS, DAY_MS);
  expect(await entered()).toEqual(before);
  const { items } = (await call('GET /api/admin/members?q=乙')).body;
  const person = { id: items[0].id, personNo: await personNoOf(items[0].id) };
  await announcePaid(ctx, person, { amount: 5000, at: ctx.now() });
  await app.settle();
  // Her rhythm is fifty days now: silent twice as long.
  await app.advance(101 * DAY_MS, 5 * DAY_MS);
  expect(await entered()).toContain('乙');
  expect(await entered()).not.toContain('甲');
});

it('whoever bought here before is as everybody else, whatever a file says of her', async () => {
  const before = (await arrivals()).members;
  const { items } = (await call('GET /api/admin/members?q=乙')).body;
  const external = 'b-1';
  const day = shanghaiDay(new Date(ctx.now().getTime() - 300 * DAY_MS));
  const text = `member,nickname,order_id,order_at,amount_yuan\n${external},乙,b-o9,${day},20.00`;
  const { body } = await uploadFile(app, cookie, 'again.csv', text);
  await runToEnd(app, cookie, body.id);
  await app.settle();
  expect(items).toHaveLength(1);
  expect((await arrivals()).members).toBe(before);
});

async function personNoOf(id: string): Promise<number> {
  const { rows } = await sql<{ personNo: number }>`select person_no from members.member where id = ${id}`.execute(
    ctx.db,
  );
  return rows[0]?.personNo ?? 0;
}
