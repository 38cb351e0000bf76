import { beforeAll, describe, expect, it, vi } from 'vitest';
import { DAY_MS, MINUTE_MS, shanghaiDay } from '../../platform/calendar.ts';
import { inTransaction } from '../../platform/db.ts';
import { drawFrom } from '../../platform/draw.ts';
import { newId } from '../../platform/ids.ts';
import { testApp } from '../../platform/testing/app.ts';
import { eventRow } from '../analytics/testing.ts';
import { createProduct } from '../catalog/testing.ts';
import { tags } from '../members/index.ts';
import { becomeOne, createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { orderPaid, orderRefunded } from '../orders/events.ts';

const app = await testApp();
const { ctx } = app;
vi.setConfig({ testTimeout: 60_000 });

let cookie = '';
const goods: Record<string, string> = {};
const nameOf = (id: string) => Object.entries(goods).find(([, one]) => one === id)?.[0] ?? id;

type Line = { readonly name: string; readonly quantity?: number };
type Order = { readonly orderId: string; readonly lines: readonly Line[] };

/** Tells that she paid some days ago, as orders does. */
async function buys(her: TestMember, daysAgo: number, ...names: readonly string[]): Promise<Order> {
  const orderId = newId('ord');
  const lines = names.map((name) => ({ name }));
  await inTransaction(ctx, async (ctx) =>
    ctx.emit(orderPaid, {
      personNo: her.personNo,
      at: new Date(ctx.now().getTime() - daysAgo * DAY_MS),
      payload: {
        ...{ orderId, number: `HS${orderId.slice(-8)}`, memberId: her.id, amount: 1000 * names.length },
        ...{ source: 'shop' as const, first: false, offers: [] },
        lines: lines.map((line, n) => lineOf(orderId, line, n)),
      },
    }),
  );
  return { orderId, lines };
}

const lineOf = (orderId: string, { name, quantity = 1 }: Line, n: number) => ({
  ...{ lineId: `${orderId}.${n}`, name, quantity, payable: 1000, categoryId: 'cat_1', skuId: `sku_${name}` },
  productId: goods[name] ?? '',
});

/** Of an order some lines go back. */
async function sendsBack(her: TestMember, { orderId, lines }: Order, names: readonly string[]): Promise<void> {
  await inTransaction(ctx, async (ctx) =>
    ctx.emit(orderRefunded, {
      personNo: her.personNo,
      payload: {
        ...{ orderId, number: `HS${orderId.slice(-8)}`, memberId: her.id, amount: 1000 * names.length },
        ...{ source: 'shop' as const, refundId: newId('rfd'), whole: names.length === lines.length },
        lines: lines.flatMap((line, n) =>
          names.includes(line.name) ? [{ ...lineOf(orderId, line, n), amount: 1000 }] : [],
        ),
      },
    }),
  );
}

const sample = async (her: TestMember, slot: string, product?: string) =>
  (
    await app.call(
      `GET /api/admin/recommendations/sample?slot=${slot}&member=${her.id}${product ? `&product=${product}` : ''}`,
      { cookie },
    )
  ).body;
const shop = async (her: TestMember, query: string) =>
  (await app.call(`GET /api/shop/recommendations?${query}`, { token: her.token })).body.items;
const rules = async (values: object) => {
  const before = (await app.call('GET /api/admin/settings/recommendations', { cookie })).body;
  const { revision, ...kept } = before;
  return app.call('PUT /api/admin/settings/recommendations', { cookie, body: { ...kept, ...values } });
};
/** A member of an arm of all slots that these tests ask. */
async function memberOf(arm: 'treated' | 'holdout'): Promise<TestMember> {
  for (;;) {
    const her = await createMember(ctx);
    const held = ['guess', 'together', 'next'].map((slot) => drawFrom('recommendations', slot, her.personNo) < 50);
    if (held.every((one) => one === (arm === 'holdout'))) return her;
  }
}

let anna: TestMember;
let held: TestMember;

beforeAll(async () => {
  cookie = (await signedIn(ctx)).cookie;
  const fruit = (await app.call('POST /api/admin/categories', { cookie, body: { name: '水果' } })).body.id;
  for (const name of ['milk', 'bread', 'jam', 'tea', 'rice', 'salt', 'soap', 'kiwi', 'pear', 'gone', 'empty'])
    goods[name] = (
      await createProduct(ctx, {
        name,
        ...(name === 'kiwi' || name === 'pear' ? { categoryId: fruit } : {}),
        ...(name === 'gone' ? { status: 'off_sale' } : {}),
        ...(name === 'empty' ? { stock: 0 } : {}),
      })
    ).id;
  anna = await memberOf('treated');
  held = await memberOf('holdout');
  for (const ago of [36, 24, 12]) await buys(anna, ago, 'milk', 'gone', 'empty');
  for (let n = 0; n < 6; n += 1) await buys(await createMember(ctx), 20, 'milk', 'bread');
  for (let n = 0; n < 3; n += 1) await buys(await createMember(ctx), 20, 'bread', 'jam');
  for (let n = 0; n < 8; n += 1) await buys(await createMember(ctx), 3, 'tea');
  await app.settle();
  await rules({ holdout: 50 });
}, 120_000);

describe('what a slot shows', () => {
  it('is hers with her rhythm, what goes with it and what is popular, each with its reason; nothing that cannot be had', async () => {
    const { items, arm, baskets } = await sample(anna, 'guess');
    expect([arm, baskets]).toEqual(['treated', 3]);
    const said = new Map(
      items.map((one: { id: string; reason: { zh: string; en: string } }) => [nameOf(one.id), one.reason]),
    );
    expect(said.get('milk')).toEqual({
      zh: '你常买，每 12 天一次，上次是 12 天前',
      en: 'You buy it every 12 days, last 12 days ago',
    });
    expect(said.get('bread')).toEqual({ zh: '买「milk」的人也买', en: 'Bought with “milk”' });
    expect(said.get('tea')).toEqual({ zh: '很多人在买', en: 'Many buy it' });
    expect([said.has('gone'), said.has('empty')]).toEqual([false, false]);
  });

  it('rests what she bought a moment ago, and takes in a new order without reading everybody again', async () => {
    const her = await memberOf('treated');
    await buys(her, 40, 'salt');
    await buys(her, 30, 'salt');
    await app.settle();
    expect((await sample(her, 'next')).items.map(({ id }: { id: string }) => nameOf(id))).toContain('salt');
    await buys(her, 1, 'salt');
    await app.settle();
    const after = await sample(her, 'next');
    expect(after.baskets).toBe(3);
    expect(after.items.map(({ id }: { id: string }) => nameOf(id))).not.toContain('salt');
  });

  it('knows nothing of what went back, line by line, and follows a merge', async () => {
    const [one, two] = [await memberOf('treated'), await memberOf('treated')];
    await buys(one, 20, 'soap');
    const order = await buys(one, 10, 'rice', 'salt');
    await buys(two, 5, 'jam');
    await app.settle();
    expect((await sample(one, 'guess')).baskets).toBe(2);
    await sendsBack(one, order, ['rice']);
    await app.settle();
    const kept = (await sample(one, 'guess')).items.filter(({ why }: { why: string }) => why === 'again');
    expect(kept.map(({ id }: { id: string }) => nameOf(id)).sort()).toEqual(['salt', 'soap']);
    await sendsBack(one, order, ['salt']);
    await app.settle();
    expect((await sample(one, 'guess')).baskets).toBe(1);
    await becomeOne(ctx, one, two);
    await app.settle();
    const winner = await sample(one, 'guess');
    expect(winner.baskets).toBe(2);
  });

  it('begins with her tags where she has bought nothing', async () => {
    const her = await memberOf('treated');
    await inTransaction(ctx, async (ctx) =>
      tags.give(ctx, [{ memberId: her.id, personNo: her.personNo }], '爱水果', 'operator', {
        kind: 'operator',
        id: 'opr_1',
        label: { zh: '测试', en: 'Test' },
      }),
    );
    const { items } = await sample(her, 'guess');
    const liked = items.filter(({ why }: { why: string }) => why === 'liked');
    expect(liked.map(({ id }: { id: string }) => nameOf(id)).sort()).toEqual(['kiwi', 'pear']);
    expect(liked[0].reason).toEqual({ zh: '合你的口味：爱水果', en: 'Your taste: 爱水果' });
    expect((await sample(her, 'next')).items).toEqual([]);
  });

  it('stands with goods on their page', async () => {
    const { items } = await sample(await memberOf('treated'), 'together', goods.bread);
    expect([nameOf(items[0].id), items[0].reason.zh]).toEqual(['milk', '买「bread」的人也买']);
    const names = items.map(({ id }: { id: string }) => nameOf(id));
    expect([names.includes('jam'), names.includes('bread')]).toEqual([true, false]);
  });
});

describe('what a slot brought', () => {
  it('is compared with those who were shown what is popular, each from the moment she first met it', async () => {
    await vi.waitFor(async () => expect((await shop(anna, 'slot=guess')).length).toBeGreaterThan(3), 15_000);
    const popular = await shop(held, 'slot=guess');
    expect(popular[0].why).toBe('popular');
    expect(new Set(popular.map(({ why }: { why: string }) => why))).toEqual(new Set(['popular']));
    expect(nameOf(popular[0].id)).toBe('bread');
    // Once more is not met again.
    await shop(held, 'slot=guess');
    await app.advance(MINUTE_MS);
    await buys(anna, 0, 'milk');
    await app.settle();
    await app.advance(MINUTE_MS);
    const result = (await app.call('GET /api/admin/recommendations/result?slot=guess', { cookie })).body;
    expect(result).toMatchObject({
      slot: 'guess',
      heldOut: 1,
      treated: { members: 1, buyers: 1, orders: 1, revenue: 1000 },
      holdout: { members: 1, buyers: 0 },
      uplift: { verdict: 'too_few' },
      seen: { treated: { shown: 0, tapped: 0 } },
    });
  });

  it('counts what phones saw and tapped of it, by arm and day', async () => {
    const at = new Date(ctx.now().getTime() - MINUTE_MS).toISOString();
    const told = (her: TestMember, name: string) =>
      eventRow({ person: her.personNo, name, at, product_id: goods.milk ?? '', props: '{"slot":"rec_guess"}' });
    await ctx.events.insert('events', [
      ...['exposure', 'exposure', 'click'].map((name) => told(anna, name)),
      ...['exposure', 'exposure'].map((name) => told(held, name)),
    ]);
    const { seen, byDay } = (await app.call('GET /api/admin/recommendations/result?slot=guess', { cookie })).body;
    expect(seen).toEqual({
      treated: { shown: 2, tapped: 1, people: 1, tappers: 1 },
      holdout: { shown: 2, tapped: 0, people: 1, tappers: 0 },
    });
    expect(byDay).toEqual([{ day: shanghaiDay(ctx.now()), shown: 4, tapped: 1, people: 2, tappers: 1 }]);
  });

  it('is nothing where the slot is off; a quota beyond a hundred is told at its field', async () => {
    expect((await rules({ guessOn: false })).status).toBe(200);
    expect(await shop(anna, 'slot=guess')).toEqual([]);
    const refused = await rules({ guessFresh: 101 });
    expect([refused.status, refused.body.error.details.problems[0].at]).toEqual([400, 'guessFresh']);
    expect((await app.call('GET /api/shop/recommendations?slot=guess')).status).toBe(401);
    const nobody = `mem_${'0'.repeat(26)}`;
    const asked = await app.call(`GET /api/admin/recommendations/sample?slot=guess&member=${nobody}`, { cookie });
    expect([asked.status, asked.body.error.code]).toEqual([404, 'recommendations.no_member']);
  });
});
