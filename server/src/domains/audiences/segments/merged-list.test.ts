import { expect, it } from 'vitest';
import { testApp } from '../../../platform/testing/app.ts';
import { createMember } from '../../members/testing.ts';
import { signedIn } from '../../operators/testing.ts';

const app = await testApp();
const { ctx } = app;

it('a list counts two of it who were found to be one as one, wherever it is counted, and as many as it opens', async () => {
  const { cookie } = await signedIn(ctx, 'owner');
  const [a, b, c] = [await createMember(ctx), await createMember(ctx), await createMember(ctx)];
  await app.settle();
  const text = [a, b, c].map(({ id }) => id).join('\n');
  const made = await app.call('POST /api/admin/segments/lists', { cookie, body: { name: '到店名单', text } });
  expect(made.body).toMatchObject({ kind: 'list', members: 3 });
  const { id } = made.body;
  const merged = await app.call(`POST /api/admin/members/${a.id}/merges`, {
    cookie,
    body: { otherId: b.id, reason: '同一人' },
  });
  expect(merged.status).toBe(200);
  await app.settle();
  expect((await app.call(`GET /api/admin/segments/${id}`, { cookie })).body.members).toBe(2);
  const { items } = (await app.call('GET /api/admin/segments?limit=50', { cookie })).body;
  expect(items.find((one: { id: string }) => one.id === id).members).toBe(2);
  const values = new URLSearchParams({ values: JSON.stringify({ segment: id }) });
  expect((await app.call(`GET /api/admin/people/audiences.segment?${values}`, { cookie })).body.persons).toBe(2);
});
