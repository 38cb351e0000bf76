import { words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { signedIn } from '../domains/operators/testing.ts';
import { inTransaction } from './db.ts';
import { fact } from './facts.ts';
import { listener } from './listeners.ts';
import { testApp } from './testing/app.ts';

const tooted = fact('toys.tooted', Type.Object({ n: Type.Integer() }), { words: words('吹了一声', 'Tooted') });
let broken = true;
// It writes before it fails: what it wrote must be gone with the failure.
const hears = listener({
  name: 'toys.hears',
  on: [tooted],
  handle: async (ctx, facts) => {
    for (const { id } of facts) await sql`insert into public.heard values (${id}, ${ctx.actor.kind})`.execute(ctx.db);
    if (broken) throw new Error('the ear is blocked');
  },
});
const app = await testApp({ extra: { domains: [{ name: 'toys', facts: [tooted], listeners: [hears] }] } });
const { ctx } = app;
await sql`create table public.heard (id bigint, by text)`.execute(ctx.db);
const { cookie } = await signedIn(ctx, 'owner');
const viewer = (await signedIn(ctx, 'viewer')).cookie;

const toot = async (n: number) => {
  await inTransaction(ctx, async (ctx) => ctx.emit(tooted, { personNo: null, payload: { n } }));
  await app.settle();
};
const listed = async (query = '') => (await app.call(`GET /api/admin/parked-facts${query}`, { cookie: viewer })).body;
const retry = async (id: string, by = cookie) =>
  app.call(`POST /api/admin/parked-facts/${id}/retry`, { cookie: by, body: {} });
const heard = async () => (await sql`select by from public.heard`.execute(ctx.db)).rows;

beforeEach(async () => {
  broken = true;
  await sql`delete from platform.parked_fact`.execute(ctx.db);
  await sql`delete from public.heard`.execute(ctx.db);
});

describe('a fact that nobody could handle', () => {
  it('stands aside under its name, with the reason, the newest first, page by page', async () => {
    for (const n of [1, 2, 3]) await toot(n);
    const first = await listed('?limit=2');
    expect(first.items).toHaveLength(2);
    expect(first.items[0]).toMatchObject({
      listener: 'toys.hears',
      type: 'toys.tooted',
      words: { zh: '吹了一声', en: 'Tooted' },
      error: 'the ear is blocked',
    });
    const rest = await listed(`?limit=2&cursor=${first.nextCursor}`);
    const ids = [...first.items, ...rest.items].map(({ id }: { id: string }) => Number(id.split(':')[1]));
    expect(rest.nextCursor).toBeNull();
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    expect(new Set(ids).size).toBe(3);
  });

  it('is handed over again once the cause is mended, and acts once however often that is asked', async () => {
    await toot(1);
    const [{ id }] = (await listed()).items;
    expect((await retry(id)).body).toMatchObject({ handled: false, error: 'the ear is blocked' });
    expect(await heard()).toEqual([]);
    expect((await listed()).items).toHaveLength(1);
    broken = false;
    const answers = await Promise.all([retry(id), retry(id), retry(id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
    expect(await heard()).toEqual([{ by: 'system' }]);
    expect((await listed()).items).toEqual([]);
  });

  it('is retried by nobody who may not, and only where there is one', async () => {
    await toot(1);
    const [{ id }] = (await listed()).items;
    expect((await retry(id, viewer)).status).toBe(403);
    for (const other of ['toys.hears:999999', 'toys.other:1']) expect((await retry(other)).status).toBe(404);
    for (const wrong of ['toys', `toys.hears:1'--`, 'toys.hears:x'])
      expect((await retry(encodeURIComponent(wrong))).status).toBe(400);
  });
});
