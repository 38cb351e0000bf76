import { mkdtempSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { DAY_MS, shanghaiDay } from '../../platform/calendar.ts';
import { connectDatabase } from '../../platform/db.ts';
import { spawnTestEventStore } from '../../platform/event-store/testing.ts';
import { newId } from '../../platform/ids.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { createCoupon } from '../coupons/testing.ts';
import { runToEnd, uploadFile } from '../imports/testing.ts';

type Definition = Readonly<Record<string, unknown>>;

import { signedIn } from '../operators/testing.ts';
import { themeValues } from '../themes/testing.ts';
import { readWorld } from './read-world.ts';
import { COPIED } from './scratch/copied-tables.ts';
import { createScratch, dropScratch, findScratches } from './scratch/databases.ts';
import { playWorld } from './stage.ts';

// A small shop of sixty buyers; its journey is drawn and not published. Rehearsals run the programs that a build leaves.

const store = await spawnTestEventStore();
const app = await testApp({ env: { CLICKHOUSE_URL: store.url } });
const { ctx } = app;
let cookie = '';
let journeyId = '';
let coupon = '';

const call = async (route: string, body?: unknown, as = cookie) =>
  app.call(route, { cookie: as, ...(body === undefined ? {} : { body }) });

beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
  for (let n = 0; n < 6; n += 1) await createProduct(ctx, { stock: 500 });
  coupon = (await createCoupon(ctx, { name: '预演券', channel: 'grant', perMember: 50 })).id;
  const rows = Array.from({ length: 60 }, (_, n) =>
    Array.from({ length: 1 + (n % 4) }, (_, k) => {
      const day = shanghaiDay(new Date(ctx.now().getTime() - (2 + ((n * 7 + k * 9) % 80)) * DAY_MS));
      return `b${n},b${n}-${k},${day} 12:00,${60 + (n % 5) * 20}.00`;
    }),
  ).flat();
  const file = ['member,order_id,order_at,amount_yuan', ...rows].join('\n');
  const { body } = await uploadFile(app, cookie, 'buyers.csv', file);
  expect(await runToEnd(app, cookie, body.id)).toMatchObject({ state: 'done', members: 60 });
  await app.settle();
  journeyId = await draw(giving());
});

/** Every order is answered by a coupon and a word of it. */
function giving(): Definition {
  return {
    trigger: { kind: 'order_paid', values: { firstOnly: false } },
    start: 'give',
    nodes: [
      {
        key: 'give',
        kind: 'grant',
        values: { benefit: `coupon:${coupon}`, scope: 'template' },
        ways: { next: 'tell' },
      },
      {
        key: 'tell',
        kind: 'message',
        values: { template: 'couponArrived', channels: ['inbox'] },
        ways: { next: null },
      },
    ],
    goal: null,
    exitOnGoal: false,
    reentry: { kind: 'after_exit', cooldownDays: 0 },
    holdout: 0,
    budgetId: null,
  };
}

async function draw(definition: Definition): Promise<string> {
  const { body } = await call('POST /api/admin/drawings', { name: '预演的旅程' });
  const saved = await call(`PUT /api/admin/drawings/${body.id}`, { name: body.name, definition, places: {} });
  expect(saved.body.problems).toEqual([]);
  return body.journeyId;
}

async function ask(of: object, more: object = {}) {
  const body = { ...of, weeks: 1, shoppers: 24, seed: 7, opens: 100, response: 100, ...more };
  const asked = await call('POST /api/admin/rehearsals', body);
  expect(asked.status, asked.text).toBe(200);
  return asked.body.id;
}

// Why one broke is said to the log alone.
const logged = vi.spyOn(ctx.log, 'error');

const find = async (id: string) => (await call(`GET /api/admin/rehearsals/${id}`)).body;

async function ended(id: string) {
  await expect
    .poll(async () => (await find(id)).state, { timeout: 280_000, interval: 300 })
    .not.toMatch(/queued|running/);
  await expect.poll(async () => findScratches(ctx), { timeout: 20_000 }).toEqual([]);
  const found = await find(id);
  if (found.failure?.code === 'rehearsals.broke') throw new Error(logged.mock.calls.map(reasonOf).join('\n'));
  return found;
}

const reasonOf = ([told]: readonly unknown[]): string =>
  told instanceof Object && 'err' in told && told.err instanceof Error ? `${told.err.stack}` : `${told}`;

/** Databases that stand while a test looks into them: as if another machine played there. */
async function standing(id: string, state: 'kept' | 'left' = 'kept'): Promise<void> {
  const claim = state === 'kept' ? 'elsewhere 1' : `${hostname()} 999999999`;
  await sql`
    insert into rehearsals.rehearsal (id, journey_id, name, weeks, shoppers, seed, state, claim, beat_at, operator_id, operator_name, created_at)
    values (${id}, ${journeyId}, '{"zh":"a","en":"a"}', 1, 40, 1, 'running', ${claim}, now() + interval '1 day', 'op', 'op', ${ctx.now()})
    on conflict (id) do update set claim = excluded.claim
  `.execute(ctx.db);
}

async function drop(id: string): Promise<void> {
  await dropScratch(ctx, id);
  await sql`delete from rehearsals.rehearsal where id = ${id}`.execute(ctx.db);
}

/** Rows of every table that a rehearsal has no business in, and what the event store holds. */
async function countAll(): Promise<Readonly<Record<string, number>>> {
  const { rows: tables } = await sql<{ name: string }>`
    select schemaname || '.' || quote_ident(tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema', 'graphile_worker', 'rehearsals')
      and schemaname || '.' || tablename not in ('platform.task', 'platform.listener', 'platform.idempotency', 'operators.audit_entry', 'platform.event')
  `.execute(ctx.db);
  const counted: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.raw(name)}`.execute(ctx.db);
    counted[name] = rows[0]?.n ?? 0;
  }
  const [events] = await ctx.events.query<{ n: number }>('SELECT count() AS n FROM events');
  return { ...counted, events: Number(events?.n) };
}

describe('a rehearsal', () => {
  it('tells what a drawing would cost and bring, and the shop itself stays as it was', async () => {
    const before = await countAll();
    const first = await ended(await ask({ journeyId }));
    expect(first.failure).toBeNull();
    expect(first).toMatchObject({
      state: 'done',
      changed: false,
      assumptions: { response: { percent: 100, from: 'chosen' } },
    });
    const { result } = first;
    expect(result.entered).toBeGreaterThan(0);
    expect(result.cost.coupons).toBe(result.entered);
    expect(result.cost.messages).toBeGreaterThan(0);
    expect(result.load.hours.reduce((sum: number, n: number) => sum + n, 0)).toBe(result.cost.messages);
    // Whoever found a coupon bought once more for it.
    expect(result.with.orders).toBeGreaterThan(result.without.orders);
    expect(result.shop.orders.low).toBeGreaterThanOrEqual(0);
    expect(result.shop.orders.value).toBeGreaterThan(0);
    expect(first.text.zh).toContain('每 100 次触达带来 100 笔额外订单');
    expect(await countAll()).toEqual(before);

    const drawing = (await call(`POST /api/admin/journeys/${journeyId}/drawing`, {})).body;
    const definition = { ...giving(), holdout: 10 };
    await call(`PUT /api/admin/drawings/${drawing.id}`, { name: drawing.name, definition, places: {} });
    expect((await find(first.id)).changed).toBe(true);
  }, 600_000);

  // By one seed both worlds go the same way, whoever plays them: what is left of them is the journey.
  it('of a journey that does nothing finds nothing', async () => {
    const idle = await draw({
      ...giving(),
      start: 'wait',
      nodes: [{ key: 'wait', kind: 'wait', values: { period: 60 }, ways: { next: null } }],
    });
    const { failure, result, text } = await ended(await ask({ journeyId: idle }));
    expect(failure).toBeNull();
    expect(result.entered).toBeGreaterThan(0);
    expect(result.shop).toMatchObject({
      orders: { value: 0, low: 0, high: 0 },
      net: { value: 0, low: 0, high: 0 },
      cost: 0,
    });
    expect(text.en).toContain('no difference');
  }, 300_000);

  it('of a playbook plays it as it would be switched on, by its values', async () => {
    const made = await call('POST /api/admin/themes', { values: themeValues('水果日', ['wed', 'sat']) });
    expect(made.status, made.text).toBe(200);
    // The days are those of the shop's calendar, which is there in the scratch shop as well.
    const { failure, result } = await ended(await ask({ playbook: 'theme_day', values: { themes: [] } }));
    expect(failure).toBeNull();
    // Everybody who bought lately, of the twelve buyers among them, on each of the two days.
    expect(result.entered).toBeGreaterThan(12);
    expect(result.cost.messages).toBeGreaterThan(0);
  }, 300_000);

  it('says why where the journey cannot be published, and leaves nothing', async () => {
    const half = await draw(giving());
    await sql`update journeys.drawing set definition = jsonb_set(definition, '{nodes,1,values}', '{}') where journey_no =
      (select no from journeys.journey where id = ${half})`.execute(ctx.db);
    const { state, failure } = await ended(await ask({ journeyId: half }));
    expect([state, failure.code]).toEqual(['failed', 'rehearsals.not_publishable']);
    expect(failure.text.zh).toContain('journeys.has_problems');
  }, 300_000);

  it('is called off where it stands, and tried again as another', async () => {
    const id = await ask({ journeyId });
    await expect.poll(async () => (await find(id)).step, { timeout: 60_000 }).toMatch(/preparing|with/);
    expect((await call(`POST /api/admin/rehearsals/${id}/cancellation`, {})).body.state).toBe('cancelled');
    expect((await ended(id)).result).toBeNull();
    expect((await call(`POST /api/admin/rehearsals/${id}/cancellation`, {})).body.state).toBe('cancelled');
    const { items } = (await call('GET /api/admin/tasks')).body;
    expect(items.find((task: { id: string }) => task.id === id)).toMatchObject({ state: 'cancelled' });
    const again = await call(`POST /api/admin/rehearsals/${id}/retries`, {});
    expect(again.body).toMatchObject({ journeyId, seed: 7 });
    expect(again.body.id).not.toBe(id);
    await call(`POST /api/admin/rehearsals/${again.body.id}/cancellation`, {});
    await ended(again.body.id);
  }, 300_000);
});

describe('the books of a scratch shop', () => {
  it('come to what the rehearsal says', async () => {
    const id = newId('reh');
    await standing(id);
    try {
      const scratch = await createScratch(ctx, id);
      const personas = Array.from({ length: 12 }, () => ({
        ...{
          joinedAgo: 30,
          joinsOn: null,
          orders: [{ ago: 9, yuan: 80 }],
          acts: [],
          buys: 0.5,
          first: { soon: 0.5, late: 0.5 },
          visits: 0.5,
          basketFen: 9000,
        },
        ...{ categories: [], hours: [0.2, 0.2, 0.2, 0.2, 0.2] },
      }));
      const assumed = { opens: 1, response: 1, leavesCart: 0, allowsMessages: 1, journeys: [] };
      const told = await playWorld({
        databaseUrl: scratch.postgres('with'),
        clickhouseUrl: scratch.events('with'),
        folder: mkdtempSync(join(tmpdir(), 'huoshui-world-')),
        plan: { seed: 3, days: 5, personas, ...assumed, subject: { kind: 'journey', id: journeyId } },
        signal: new AbortController().signal,
        onDay: () => undefined,
        log: () => undefined,
      });
      const { journey, orders, revenue, couponMoney } = await readWorld(scratch.postgres('with'), told, 5);
      const database = connectDatabase(scratch.postgres('with'), 1);
      const { rows } = await sql<Record<string, number>>`
        select (select count(*) from coupons.coupon) as coupons,
          (select count(*) from coupons.coupon where state = 'used') as used,
          (select count(*) from coupons.coupon where state in ('available', 'locked')) as unused,
          (select coalesce(sum(saving), 0)::bigint from coupons.coupon where state = 'used') as saved,
          (select cost from coupons.template where id = ${coupon}) as told_cost,
          (select count(*) from orders.placed where source = 'shop' and paid_at is not null) as orders,
          (select sum(case kind when 'refund' then -amount else amount end)::bigint from orders.money) as money,
          (select count(*) from messaging.outbound where cause_kind = 'journey' and sent_at is not null) as messages
      `.execute(database.db);
      await database.close();
      const [books] = rows;
      expect(books?.used).toBeGreaterThan(0);
      expect(journey).toMatchObject({ coupons: books?.coupons, couponsUsed: books?.used, couponMoney: books?.saved });
      expect(journey?.couponsLeft).toBe(books?.unused);
      expect([books?.toldCost, couponMoney]).toEqual([journey?.couponMoney, journey?.couponMoney]);
      expect(journey?.couponsOf.reduce((sum, fen) => sum + fen, 0)).toBe(books?.saved);
      expect(orders.reduce((sum, n) => sum + n, 0)).toBe(books?.orders);
      expect(revenue.reduce((sum, fen) => sum + fen, 0)).toBe(books?.money);
      expect(journey?.messages).toBe(books?.messages);
    } finally {
      await drop(id);
    }
  }, 300_000);

  it('know from the beginning what simulated shoppers looked at: a segment by views holds them', async () => {
    const { body: segment } = await call('POST /api/admin/segments', {
      values: { name: '看过商品', refresh: 'daily', hour: 6 },
      condition: {
        kind: 'did_event',
        values: {
          ...{ event: 'product_view', goods: { kind: 'all', ids: [] }, where: [], when: 'last', days: 14 },
          ...{ measure: 'times', compare: 'atLeast', number: 2 },
        },
      },
    });
    const { items } = (await call('GET /api/admin/products?limit=1')).body;
    const seen = { hour: 20, name: 'product_view' as const, product: String(items[0]?.id), category: '' };
    const persona = (acts: number) => ({
      ...{ joinedAgo: 60, joinsOn: null, orders: [{ ago: 40, yuan: 80 }], buys: 0, visits: 0, basketFen: 9000 },
      ...{ first: { soon: 0, late: 0 }, categories: [], hours: [1, 0, 0, 0, 0] },
      acts: Array.from({ length: acts }, (_, n) => ({ ...seen, ago: 3 + n })),
    });
    const id = newId('reh');
    await standing(id);
    try {
      const scratch = await createScratch(ctx, id);
      const assumed = { opens: 0, response: 0, leavesCart: 0, allowsMessages: 0, journeys: [] };
      await playWorld({
        ...{ databaseUrl: scratch.postgres('with'), clickhouseUrl: scratch.events('with') },
        folder: mkdtempSync(join(tmpdir(), 'huoshui-world-')),
        plan: { seed: 3, days: 1, personas: [2, 1, 0, 5].map(persona), ...assumed, subject: null },
        ...{ signal: new AbortController().signal, onDay: () => undefined, log: () => undefined },
      });
      const database = connectDatabase(scratch.postgres('with'), 1);
      const { rows } = await sql<{ members: number }>`
        select members from audiences.segment_version where segment_id = ${segment.id} order by version limit 1
      `.execute(database.db);
      await database.close();
      expect(rows).toEqual([{ members: 2 }]);
    } finally {
      await drop(id);
    }
  }, 300_000);

  it('hold nobody when they are opened: no table that is copied says who somebody is', async () => {
    const { rows } = await sql<{ at: string }>`
      select attrelid::regclass || '.' || attname as at from pg_attribute
      where attrelid = any(${COPIED.map(({ table }) => table)}::regclass[])
        and attname = any('{member_id,person_no,openid,nickname,phone_index,phone_sealed,address_sealed,account}')
    `.execute(ctx.db);
    expect(rows).toEqual([]);
    const id = newId('reh');
    await standing(id);
    try {
      const database = connectDatabase((await createScratch(ctx, id)).postgres('with'), 1);
      const found = await sql<{ members: number; orders: number; products: number }>`
        select (select count(*) from members.member) as members, (select count(*) from orders.placed) as orders,
          (select count(*) from catalog.product) as products
      `.execute(database.db);
      await database.close();
      expect(found.rows).toEqual([{ members: 0, orders: 0, products: 6 }]);
    } finally {
      await drop(id);
    }
  }, 120_000);

  it('are dropped by whoever finds that nobody plays any more', async () => {
    const id = newId('reh');
    await standing(id);
    await createScratch(ctx, id);
    expect(await findScratches(ctx)).toEqual([id]);
    // A process of this machine that is gone.
    await standing(id, 'left');
    await app.running.domains.find(({ name }) => name === 'rehearsals')?.prepare?.(ctx);
    expect(await ended(id)).toMatchObject({ state: 'failed', failure: { code: 'rehearsals.interrupted' } });
  }, 120_000);
});

describe('whoever asks', () => {
  it('needs to be allowed to change journeys; looking is free to whoever may see them', async () => {
    const viewer = (await signedIn(ctx, 'viewer')).cookie;
    const body = { journeyId, weeks: 1, shoppers: 20, seed: 1, opens: null, response: null };
    expect((await call('POST /api/admin/rehearsals', body, viewer)).status).toBe(403);
    expect((await call('GET /api/admin/rehearsals', undefined, viewer)).body.total).toBeGreaterThan(0);
    const nothing = { ...body, journeyId: undefined };
    expect((await call('POST /api/admin/rehearsals', nothing)).body.error.code).toBe('rehearsals.one_subject');
    const unknown = { ...body, journeyId: 'jny_none' };
    expect((await call('POST /api/admin/rehearsals', unknown)).body.error.code).toBe('journeys.not_found');
  });

  it('is told that the database account may not create databases', async () => {
    const role = `plain_${newId('reh').slice(-8)}`;
    await sql.raw(`create role ${role} login password 'x'`).execute(ctx.db);
    const url = new URL(ctx.config.databaseUrl);
    url.username = role;
    url.password = 'x';
    const plain = connectDatabase(url.href, 1);
    try {
      await expect(createScratch({ ...ctx, db: plain.db }, newId('reh'))).rejects.toMatchObject({
        code: 'rehearsals.may_not_create',
      });
    } finally {
      await plain.close();
      await sql.raw(`drop role ${role}`).execute(ctx.db);
    }
  });

  it('begins from what the shop measured, and is told where it measured nothing', async () => {
    const { body } = await call('GET /api/admin/rehearsals/assumptions');
    expect(body).toMatchObject({ members: 60, buyers: 60, opens: { from: 'usual' }, response: { from: 'usual' } });
  });
});
