import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../../../platform/testing/app.ts';
import { createMember, type TestMember } from '../../members/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { countHotWords } from './hot-words.ts';

const app = await testApp();
let cookie = '';
let shoppers: TestMember[] = [];
beforeAll(async () => {
  cookie = (await signedIn(app.ctx, 'owner')).cookie;
  shoppers = [];
  for (let n = 0; n < 4; n += 1) shoppers.push(await createMember(app.ctx));
});

/** A search of one shopper, as her phone tells it, so many minutes ago. */
const told = async (shopper: number, q: string, found: boolean, minutesAgo = 1) => {
  const ts = new Date(app.ctx.now().getTime() - minutesAgo * 60_000).toISOString();
  const events = [{ id: randomUUID(), name: 'search', ts, value: found ? 3 : 0, props: { q, found } }];
  const { token } = shoppers[shopper] ?? { token: '' };
  const answer = await app.call('POST /collect', { token, body: { sentAt: app.ctx.now().toISOString(), events } });
  expect(answer.body.accepted).toBe(1);
};
const list = async (query: string) => (await app.call(`GET /api/admin/searches?${query}`, { cookie })).body;
const hot = async () => (await app.call('GET /api/shop/search/hot-words')).body.items;

describe('what shoppers search for', () => {
  it('and do not find is counted by word, times and persons, with what they found it by soon after', async () => {
    await told(0, '番茄', false, 60);
    await told(0, '西红柿', true, 55);
    await told(1, ' 番茄', false, 20);
    await told(1, '洋柿子', false, 19);
    await told(1, '西红柿', true, 18);
    await told(2, '番茄', false, 300);
    await told(2, '番茄', false, 299);
    // Too late to be the answer to that search.
    await told(2, '土豆', true, 100);
    const { items, total } = await list('outcome=missed');
    expect(total).toBe(2);
    expect(items[0]).toEqual({
      word: '番茄',
      times: 4,
      persons: 3,
      laterPersons: 2,
      laterWord: '西红柿',
      blocked: false,
    });
    expect(items[1]).toMatchObject({ word: '洋柿子', persons: 1, laterPersons: 1, laterWord: '西红柿' });
    expect((await list('outcome=missed&q=洋')).items).toHaveLength(1);
    const values = encodeURIComponent(JSON.stringify({ word: '番茄', outcome: 'missed', days: 30 }));
    const people = await app.call(`GET /api/admin/people/catalog.searched?values=${values}`, { cookie });
    expect([people.status, people.body.persons]).toEqual([200, 3]);
  });

  it('and find is shown to others once three persons did, the shop’s own words first, blocked ones never', async () => {
    for (const n of [0, 1, 2, 3]) await told(n, '草莓', true);
    for (const n of [0, 1, 2]) await told(n, 'Cherry', true);
    for (let n = 0; n < 9; n += 1) await told(0, '只有一个人搜', true);
    await countHotWords(app.ctx);
    expect(await hot()).toEqual([
      { word: '草莓', pinned: false },
      { word: 'cherry', pinned: false },
    ]);
    const block = async (blocked: boolean) =>
      app.call('PUT /api/admin/searches/blocked', { cookie, body: { word: '草莓', blocked } });
    expect((await block(true)).status).toBe(200);
    expect((await block(true)).status).toBe(200);
    expect(await hot()).toEqual([{ word: 'cherry', pinned: false }]);
    expect((await list('outcome=blocked')).items).toMatchObject([{ word: '草莓', blocked: true }]);
    await block(false);
    expect((await hot())[0]).toEqual({ word: '草莓', pinned: false });
  });

  it('is counted anew behind whoever finds it old, and nobody waits', async () => {
    await app.advance(11 * 60_000);
    for (const n of [0, 1, 2]) await told(n, '荔枝', true);
    await hot();
    await expect.poll(hot, { timeout: 10_000 }).toContainEqual({ word: '荔枝', pinned: false });
  });
});
