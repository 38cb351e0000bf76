import { plainWords, words } from '@huoshui/contracts/words';
import { beforeAll, expect, it } from 'vitest';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { testApp } from '../../src/platform/testing/app.ts';

// A picker that meets something it no longer offers says its name and how it stands, in both languages, never its id.

const app = await testApp();
let cookie = '';
beforeAll(async () => {
  cookie = (await signedIn(app.ctx)).cookie;
});

const namesOf = async (of: string, id: string) =>
  (await app.call('POST /api/admin/forms/names', { cookie, body: { picked: [{ of, id }] } })).body.items[0];
const change = async (route: string, body: unknown) =>
  expect((await app.call(route, { cookie, body })).status, route).toBe(200);

it('says of a coupon, and of the benefit that it is, that it has ended, has not begun, or is all given', async () => {
  const ended = await createCoupon(app.ctx, { name: '旧人券' });
  await change(`PUT /api/admin/coupons/${ended.id}/state`, { state: 'ended' });
  for (const [of, id] of [
    ['coupon', ended.id],
    ['benefit', `coupon:${ended.id}`],
  ] as const)
    expect(await namesOf(of, id)).toEqual({
      of,
      id,
      name: plainWords('旧人券'),
      ended: true,
      note: words('已结束', 'ended'),
    });
  const draft = await createCoupon(app.ctx, { name: '备用券', state: 'draft' });
  expect(await namesOf('coupon', draft.id)).toMatchObject({ ended: true, note: words('未启用', 'not started') });
  const running = await createCoupon(app.ctx, { name: '在用券' });
  expect(await namesOf('coupon', running.id)).toMatchObject({ ended: false, note: null });
});

it('says of a budget that it is closed, of a journey that it has ended', async () => {
  const { body: budget } = await app.call('POST /api/admin/budgets', { cookie, body: { name: '去年', limit: 100 } });
  await change(`PATCH /api/admin/budgets/${budget.id}`, { closed: true });
  expect(await namesOf('budget', budget.id)).toMatchObject({
    name: plainWords('去年'),
    ended: true,
    note: words('已关闭', 'closed'),
  });
  const definition = {
    trigger: { kind: 'member_joined', values: {} },
    start: 'wait',
    nodes: [{ key: 'wait', kind: 'wait', values: { period: 60 }, ways: { next: null } }],
    goal: null,
    exitOnGoal: false,
    reentry: { kind: 'never' },
    holdout: 0,
    budgetId: null,
  };
  const { body: journey } = await app.call('POST /api/admin/journeys', {
    cookie,
    body: { name: '旧旅程', definition },
  });
  await change(`PUT /api/admin/journeys/${journey.id}/state`, { state: 'ended' });
  expect(await namesOf('journey', journey.id)).toMatchObject({
    name: plainWords('旧旅程'),
    ended: true,
    note: words('已结束', 'ended'),
  });
});

it('calls a message by its name in each language, and says when it is switched off', async () => {
  const { items } = (await app.call('GET /api/admin/message-templates', { cookie })).body;
  const { id, key, name } = items[0];
  expect(await namesOf('template', key)).toMatchObject({ name, note: null });
  await change(`PATCH /api/admin/message-templates/${id}`, { enabled: false });
  expect(await namesOf('template', key)).toMatchObject({ name, ended: false, note: words('已停用', 'switched off') });
});
