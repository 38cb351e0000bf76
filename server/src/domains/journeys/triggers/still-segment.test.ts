import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { testApp } from '../../../platform/testing/app.ts';
import { createMember } from '../../members/testing.ts';
import { signedIn } from '../../operators/testing.ts';

const app = await testApp();
const { ctx } = app;
let cookie = '';
beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
});

const call = async (route: string, body: object) =>
  (await app.call(route, { cookie, body, headers: { 'idempotency-key': randomUUID() } })).body;

async function warnings(kind: string, segment: string) {
  const definition = {
    ...{ trigger: { kind, values: { segment } }, start: 'rest' },
    nodes: [{ key: 'rest', kind: 'wait', values: { period: 60 }, ways: { next: null } }],
    ...{ goal: null, exitOnGoal: false, reentry: { kind: 'never' }, holdout: 0, budgetId: null },
  };
  const { problems, warnings } = await call('POST /api/admin/journeys', { name: segment, definition });
  expect(problems).toEqual([]);
  return warnings;
}

it('a journey that waits for a segment which nobody refreshes is told so, wherever problems are', async () => {
  const { id: member } = await createMember(ctx);
  const condition = { kind: 'paid_orders', values: { atLeast: 1, days: null } };
  const segment = async (refresh: string) =>
    (await call('POST /api/admin/segments', { values: { name: `按${refresh}`, refresh, hour: null }, condition })).id;
  const list = await call('POST /api/admin/segments/lists', { name: '到店', text: member });
  await app.settle();
  const [byHand, hourly] = [await segment('manual'), await segment('hourly')];
  for (const kind of ['segment_entered', 'segment_left']) {
    expect(await warnings(kind, list.id)).toEqual([
      { node: null, at: 'trigger', words: expect.objectContaining({ zh: expect.stringContaining('「到店」是名单') }) },
    ]);
    expect(await warnings(kind, byHand)).toEqual([
      {
        node: null,
        at: 'trigger',
        words: expect.objectContaining({ en: expect.stringContaining('refreshed by hand') }),
      },
    ]);
    expect(await warnings(kind, hourly)).toEqual([]);
  }
});
