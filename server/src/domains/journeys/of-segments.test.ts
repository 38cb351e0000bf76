import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { announcePaid } from './testing.ts';

const app = await testApp();
const { ctx } = app;
let cookie = '';
beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
});

const call = async (route: string, body: object) =>
  app.call(route, { cookie, body, headers: { 'idempotency-key': randomUUID() } });

const rest = { key: 'rest', kind: 'wait', values: { period: 60 }, ways: { next: null } };
const listen = (event: string) => ({
  ...{ key: 'rest', kind: 'wait_event', values: { event, where: [], atMost: 1440 } },
  ways: { told: null, timeout: null },
});

/** A journey that runs, with this at its beginning. */
async function live(name: string, trigger: object, node: object = rest): Promise<string> {
  const definition = {
    ...{ trigger, start: 'rest', nodes: [node], goal: null, exitOnGoal: false },
    ...{ reentry: { kind: 'after_exit', cooldownDays: 0 }, holdout: 0, budgetId: null },
  };
  const { body } = await call('POST /api/admin/journeys', { name, definition });
  expect(body.problems).toEqual([]);
  await app.call(`PUT /api/admin/journeys/${body.id}/state`, { cookie, body: { state: 'live' } });
  return String(body.id);
}

const inOutbox = async (segmentId: string) =>
  (
    await sql<{ type: string }>`
      select type from platform.event where type like 'segment.%' and payload->>'segmentId' = ${segmentId} order by id
    `.execute(ctx.db)
  ).rows.map(({ type }) => type);

it('are told one by one of a segment that a journey acts on, and by hundreds of any other', async () => {
  const condition = { kind: 'paid_orders', values: { atLeast: 1, days: null } };
  const segment = async (name: string) =>
    String((await call('POST /api/admin/segments', { values: { name, refresh: 'hourly' }, condition })).body.id);
  const [acted, other] = [await segment('有旅程'), await segment('没有旅程')];
  await app.settle();
  const journey = await live('进群', { kind: 'segment_entered', values: { segment: acted } });
  const buy = async () => {
    await announcePaid(ctx, await createMember(ctx));
    await app.settle();
    for (const id of [acted, other]) await call(`POST /api/admin/segments/${id}/refreshing`, {});
    await app.settle();
  };
  await buy();
  expect([await inOutbox(acted), await inOutbox(other)]).toEqual([['segment.entered'], ['segment.redrawn']]);
  const { rows } = await sql<{ runs: number }>`
    select count(*)::int as runs from journeys.run r join journeys.journey j on j.no = r.journey_no where j.id = ${journey}
  `.execute(ctx.db);
  expect(rows).toEqual([{ runs: 1 }]);
  // Whoever waits for anybody's entering anything hears of all of them.
  await live('等人进群', { kind: 'member_joined', values: {} }, listen('segment.entered'));
  await buy();
  expect(await inOutbox(other)).toEqual(['segment.redrawn', 'segment.entered']);
});
