import { expect, it } from 'vitest';
import { signedIn } from '../../domains/operators/testing.ts';
import { testApp } from '../testing/app.ts';
import type { Callback } from './callback.ts';
import { createInbox } from './take-in.ts';

const done: string[] = [];
const busy = new Map<string, number>();
let breaks: (callback: Callback) => boolean = () => false;
let slow = 0;

const app = await testApp({
  extra: {
    domains: [
      {
        name: 'heard',
        callbacks: {
          wecom: async (_ctx, callback) => {
            const person = String(callback.body.person);
            busy.set(person, (busy.get(person) ?? 0) + 1);
            if ((busy.get(person) ?? 0) > 1) throw new Error(`two of ${person} at once`);
            await new Promise((resolve) => setTimeout(resolve, slow));
            busy.set(person, (busy.get(person) ?? 0) - 1);
            if (breaks(callback)) throw new Error('the other side is away');
            done.push(callback.kind);
          },
        },
      },
    ],
  },
});
const takeIn = createInbox(app.ctx);
const { cookie } = await signedIn(app.ctx, 'owner');
const list = async (query = '') => (await app.call(`GET /api/admin/callbacks?${query}`, { cookie })).body;

async function push(kind: string, person: string, key = kind) {
  const happenedAt = app.ctx.now();
  return takeIn({ source: 'wecom', key, person, kind, body: { person }, happenedAt });
}

it('keeps each once however often and at once it is delivered, and works it off once', async () => {
  const ids = await Promise.all(Array.from({ length: 60 }, async (_, n) => push(`once ${n % 3}`, `p${n % 3}`)));
  expect(new Set(ids.map(({ id }) => id)).size).toBe(3);
  await app.settle();
  await push('once 0', 'p0');
  await app.settle();
  expect(done.splice(0).sort()).toEqual(['once 0', 'once 1', 'once 2']);
  const { items, total } = await list('q=once%200');
  expect([total, items[0].deliveries, items[0].state, items[0].attempts]).toEqual([1, 21, 'done', 1]);
});

it('works hers off one after the other, in the order in which they came, beside those of others', async () => {
  slow = 20;
  for (let n = 0; n < 5; n += 1) await Promise.all([push(`a${n}`, 'anna'), push(`b${n}`, 'bert')]);
  await app.settle();
  slow = 0;
  const order = done.splice(0);
  expect(order.filter((kind) => kind.startsWith('a'))).toEqual(['a0', 'a1', 'a2', 'a3', 'a4']);
  expect(order.filter((kind) => kind.startsWith('b'))).toEqual(['b0', 'b1', 'b2', 'b3', 'b4']);
});

it('tries again what failed, holds back hers meanwhile, gives up in the end, and works off a replay', async () => {
  breaks = ({ kind }) => kind === 'bad';
  await push('bad', 'carl');
  await push('after', 'carl');
  await push('other', 'dora');
  await app.settle();
  expect(done.splice(0)).toEqual(['other']);
  expect((await list('state=waiting')).items.map((row: { kind: string }) => row.kind)).toEqual(['after', 'bad']);

  await app.advance(8 * 3_600_000);
  expect(done.splice(0)).toEqual(['after']);
  const { items } = await list('state=failed');
  expect(items).toMatchObject([{ kind: 'bad', attempts: 8, error: 'the other side is away', nextAt: null }]);
  const work = (await app.call('GET /api/admin/work', { cookie })).body.items;
  expect(work).toContainEqual(expect.objectContaining({ kind: 'platform.callbacks', count: 1 }));

  breaks = () => false;
  const replayed = await app.call(`POST /api/admin/callbacks/${items[0].id}/replay`, { cookie });
  expect(replayed.body).toMatchObject({ state: 'waiting', attempts: 0, error: null });
  await app.settle();
  expect(done.splice(0)).toEqual(['bad']);
  expect((await list('state=failed')).total).toBe(0);
  expect((await app.call('POST /api/admin/callbacks/cbk_none/replay', { cookie })).status).toBe(404);
});
