import { beforeAll, describe, expect, it } from 'vitest';
import { signedIn } from '../../domains/operators/testing.ts';
import { testApp } from '../testing/app.ts';

const app = await testApp();
let [chen, lin] = ['', ''];
beforeAll(async () => {
  chen = (await signedIn(app.ctx, 'owner')).cookie;
  lin = (await signedIn(app.ctx, 'owner')).cookie;
});

const budget = async (name: string) =>
  (await app.call('POST /api/admin/budgets', { cookie: chen, body: { name, limit: 10_000 } })).body;
const save = async (route: string, cookie: string, body: unknown, startedFrom?: number) =>
  app.call(route, { cookie, body, headers: startedFrom === undefined ? {} : { 'if-match': `"${startedFrom}"` } });

describe('a save that says from which revision it started', () => {
  it('counts the revision up, and the list, the thing and the answer say the same one', async () => {
    const made = await budget('双十一');
    expect(made.revision).toBe(1);
    const saved = await save(`PATCH /api/admin/budgets/${made.id}`, chen, { limit: 20_000 }, 1);
    expect(saved.body).toMatchObject({ limit: 20_000, revision: 2 });
    const { items } = (await app.call('GET /api/admin/budgets', { cookie: chen })).body;
    expect(items.find(({ id }: { id: string }) => id === made.id).revision).toBe(2);
  });

  it('is refused when another came first, says who and when, and changes nothing', async () => {
    const made = await budget('开业');
    const { operator } = (await app.call('GET /api/admin/session', { cookie: lin })).body;
    await save(`PATCH /api/admin/budgets/${made.id}`, lin, { name: '开业大吉' }, 1);
    const late = await save(`PATCH /api/admin/budgets/${made.id}`, chen, { name: '开业活动' }, 1);
    expect(late.status).toBe(409);
    expect(late.body.error).toMatchObject({ code: 'platform.stale', details: { by: operator.name, revision: 2 } });
    expect(late.body.error.message).toContain(operator.name);
    expect(late.body.error.message).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d/);
    const again = await save(`PATCH /api/admin/budgets/${made.id}`, chen, { limit: 5_000 }, 2);
    expect(again.body).toMatchObject({ name: '开业大吉', revision: 3 });
  });

  it('wins once when twenty start from the same one at once', async () => {
    const made = await budget('抢着改');
    for (const from of [1, 2]) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, async (_, i) =>
          save(`PATCH /api/admin/budgets/${made.id}`, chen, { limit: 20_000 + i }, from),
        ),
      );
      const won = answers.filter(({ status }) => status === 200);
      expect(won).toHaveLength(1);
      expect(answers.filter(({ body }) => body.error?.code === 'platform.stale')).toHaveLength(19);
      expect(won[0]?.body.revision).toBe(from + 1);
    }
  });

  it('that is refused for another reason is not counted', async () => {
    const made = await budget('太少');
    expect((await save(`PATCH /api/admin/budgets/${made.id}`, chen, { limit: 0 }, 1)).status).toBe(400);
    expect((await save('PATCH /api/admin/budgets/bgt_none', chen, { limit: 7 }, 1)).status).toBe(404);
    expect((await save('PATCH /api/admin/budgets/bgt_none', chen, { limit: 7 }, 1)).status).toBe(404);
    expect((await save(`PATCH /api/admin/budgets/${made.id}`, chen, { limit: 7 }, 1)).body.revision).toBe(2);
  });

  it('may leave it out: a script that writes what it knows goes on, and is seen by whoever asks', async () => {
    const made = await budget('脚本');
    expect((await save(`PATCH /api/admin/budgets/${made.id}`, chen, { limit: 7 })).body.revision).toBe(2);
    expect((await save(`PATCH /api/admin/budgets/${made.id}`, chen, { limit: 8 }, 1)).body.error.code).toBe(
      'platform.stale',
    );
    expect((await save(`PATCH /api/admin/budgets/${made.id}`, chen, { limit: 8 }, -1)).status).toBe(400);
  });
});

it('holds for settings, each by itself', async () => {
  for (const name of ['shop', 'governance', 'lifecycle']) {
    const route = `/api/admin/settings/${name}`;
    const { revision, suggestion: _, ...value } = (await app.call(`GET ${route}`, { cookie: chen })).body;
    expect([name, revision]).toEqual([name, 1]);
    expect((await save(`PUT ${route}`, lin, value, 1)).body).toMatchObject({ ...value, revision: 2 });
    expect((await save(`PUT ${route}`, chen, value, 1)).body.error.code).toBe('platform.stale');
    const again = { ...value, revision: 1 };
    expect((await save(`PUT ${route}`, chen, again)).body.error.code).toBe('platform.stale');
    expect((await app.call(`GET ${route}`, { cookie: chen })).body.revision).toBe(2);
  }
});

it('counts a change of state too: a form that is open meanwhile learns of it', async () => {
  const category = (await app.call('POST /api/admin/categories', { cookie: chen, body: { name: '水果' } })).body;
  const input = { name: '橙子', categoryId: category.id, images: ['/files/a.jpg'], skus: [{ values: [], price: 990 }] };
  const made = (await app.call('POST /api/admin/products', { cookie: chen, body: input })).body;
  expect(made.revision).toBe(1);
  await save(`PUT /api/admin/products/${made.id}/status`, lin, { status: 'on_sale' });
  expect((await save(`PUT /api/admin/products/${made.id}`, chen, input, 1)).body.error.code).toBe('platform.stale');
  expect((await save(`PUT /api/admin/products/${made.id}`, chen, input, 2)).body.revision).toBe(3);
});
