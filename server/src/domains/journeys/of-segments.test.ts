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

it('take in whom a segment holds as the journey begins, once, where that is asked for; and everybody who enters it afterwards', async () => {
  const condition = { kind: 'paid_orders', values: { atLeast: 1, days: null } };
  const made = await call('POST /api/admin/segments', { values: { name: '已经在里面', refresh: 'hourly' }, condition });
  const segment = String(made.body.id);
  const look = async () => {
    await call(`POST /api/admin/segments/${segment}/refreshing`, {});
    await app.settle();
  };
  await app.settle();
  await look();
  const held = (await app.call(`GET /api/admin/segments/${segment}`, { cookie })).body.members;
  expect(held).toBeGreaterThan(1);
  const entered = async (id: string) => {
    await app.settle();
    const { rows } = await sql<{ there: number; all: number }>`
      select count(*) filter (where i.because->>'zh' = '旅程开始时已经在人群「已经在里面」里')::int as there, count(*)::int as all
      from journeys.run_info i join journeys.journey j on j.no = i.journey_no where j.id = ${id}
    `.execute(ctx.db);
    return rows[0];
  };
  const asking = await live('连同现在的人', { kind: 'segment_entered', values: { segment, present: true } });
  const later = await live('只看以后', { kind: 'segment_entered', values: { segment, present: false } });
  const before = await live('从前画的', { kind: 'segment_entered', values: { segment } });
  expect(await entered(asking)).toEqual({ there: held, all: held });
  for (const id of [later, before]) expect(await entered(id)).toEqual({ there: 0, all: 0 });
  await announcePaid(ctx, await createMember(ctx));
  await look();
  expect(await entered(asking)).toEqual({ there: held, all: held + 1 });
  for (const id of [later, before]) expect(await entered(id)).toEqual({ there: 0, all: 1 });

  // A save that leaves it as it is brings nobody in again, also when all of them have left; asking for them later does.
  await app.advance(2 * 3_600_000);
  const save = async (id: string, name: string, present: boolean | null) => {
    const { definition } = (await app.call(`GET /api/admin/journeys/${id}`, { cookie })).body;
    const trigger = { kind: 'segment_entered', values: { segment, present } };
    await app.call(`PUT /api/admin/journeys/${id}`, { cookie, body: { name, definition: { ...definition, trigger } } });
  };
  await save(asking, '改了名字', true);
  await save(before, '从前画的', null);
  expect(await entered(asking)).toEqual({ there: held, all: held + 1 });
  expect(await entered(before)).toEqual({ there: 0, all: 1 });
  await save(later, '也要现在的人', true);
  expect((await entered(later))?.there).toBe(held + 1);
});

it('say beforehand how many come in as soon as it is published', async () => {
  const condition = { kind: 'paid_orders', values: { atLeast: 1, days: null } };
  const made = await call('POST /api/admin/segments', { values: { name: '试算的人', refresh: 'hourly' }, condition });
  const segment = String(made.body.id);
  await app.settle();
  const { body: shown } = await app.call(`GET /api/admin/segments/${segment}`, { cookie });
  const { body: drawing } = await call('POST /api/admin/drawings', { name: '试算' });
  const dryRun = async (present: boolean) => {
    const definition = {
      ...{ trigger: { kind: 'segment_entered', values: { segment, present } }, start: 'rest', nodes: [rest] },
      ...{ goal: null, exitOnGoal: false, reentry: { kind: 'never' }, holdout: 0, budgetId: null },
    };
    await app.call(`PUT /api/admin/drawings/${drawing.id}`, { cookie, body: { name: '试算', definition, places: {} } });
    return (await call(`POST /api/admin/drawings/${drawing.id}/dry-run`, { days: 7 })).body;
  };
  expect(shown.members).toBeGreaterThan(2);
  expect(await dryRun(true)).toMatchObject({ knows: true, atOnce: shown.members, entered: shown.members });
  expect(await dryRun(false)).toMatchObject({ knows: true, atOnce: null, entered: 0 });
});
