import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { DAY_MS, shanghaiDay } from '../../platform/calendar.ts';
import { newId } from '../../platform/ids.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { announcePaid, announceRefunded } from '../coupons/testing.ts';
import { becomeOne, createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { aBlock, pagesTest } from '../pages/testing.ts';
import { articleValues, goodsPart, ingredient, part, recipeValues } from './testing.ts';

vi.setConfig({ testTimeout: 300_000 });
const app = await testApp();
const { ctx } = app;

const admin = async (route: string, body?: object) => {
  const { cookie } = await signedIn(ctx);
  return app.call(route, {
    cookie,
    headers: { 'idempotency-key': randomUUID() },
    ...(body === undefined ? {} : { body }),
  });
};
const write = async (values: object): Promise<string> => {
  const { status, body } = await admin('POST /api/admin/articles', { values });
  expect([status, body.error]).toEqual([200, undefined]);
  return body.id;
};
const publish = async (id: string, saves?: number) => {
  const { body } = await admin(`GET /api/admin/articles/${id}`);
  return admin(`POST /api/admin/articles/${id}/publication`, { saves: saves ?? body.saves });
};
const published = async (values: object): Promise<string> => {
  const id = await write(values);
  expect((await publish(id)).status).toBe(200);
  return id;
};
const reads = async ({ token }: TestMember, id: string) => app.call(`GET /api/shop/articles/${id}`, { token });
const likes = async ({ token }: TestMember, id: string, method = 'PUT') =>
  app.call(`${method} /api/shop/articles/${id}/like`, { token, ...(method === 'PUT' ? { body: {} } : {}) });

it('a draft is read by nobody; what was published is read until the edits are published, and links end where it is withdrawn', async () => {
  const her = await createMember(ctx);
  const id = await write(articleValues('三道快手菜'));
  expect((await reads(her, id)).status).toBe(404);
  expect((await publish(id)).body).toMatchObject({ state: 'published', edited: false });
  expect((await reads(her, id)).body.title).toBe('三道快手菜');
  await admin(`PUT /api/admin/articles/${id}`, { values: articleValues('四道快手菜') });
  expect((await reads(her, id)).body.title).toBe('三道快手菜');
  expect((await admin(`GET /api/admin/articles/${id}`)).body).toMatchObject({ title: '四道快手菜', edited: true });
  // What is published is what was seen.
  expect((await publish(id, 0)).body.error.code).toBe('content.saved_since');
  await publish(id);
  expect((await reads(her, id)).body.title).toBe('四道快手菜');
  await admin(`POST /api/admin/articles/${id}/withdrawal`, {});
  expect((await reads(her, id)).body.error.code).toBe('content.not_found');
  expect((await likes(her, id)).status).toBe(404);
  expect((await admin(`POST /api/admin/articles/${id}/withdrawal`, {})).body.error.code).toBe('content.not_published');
  expect((await publish(id)).body.state).toBe('published');
  const { items } = (await admin(`GET /api/admin/audit?limit=20`)).body;
  const deeds = items.filter((one: { entityId: string }) => one.entityId === id);
  expect(deeds.map(({ summary }: { summary: { zh: string } }) => summary.zh)).toContain('下线内容「四道快手菜」');
});

it('one that is not complete is kept as a draft and not published, each lack at its field', async () => {
  const id = await write({ ...recipeValues('番茄炒蛋', []), cover: null, steps: [] });
  const { body } = await publish(id);
  expect(body.error.code).toBe('platform.bad_form');
  expect(body.error.details.problems.map(({ at }: { at: string }) => at)).toEqual(['cover', 'ingredients', 'steps']);
  const empty = await publish(await write(articleValues('空的', { body: [] })));
  expect(empty.body.error.details.problems.map(({ at }: { at: string }) => at)).toEqual(['body']);
  const strange = await admin('POST /api/admin/articles', {
    values: recipeValues('用没有的商品', [ingredient('鸡蛋', 'prd_00000000000000000000000000')]),
  });
  expect(strange.body.error.details.problems[0].at).toBe('ingredients.0.product');
  expect((await admin('POST /api/admin/articles', { values: { ...articleValues(' '), html: '<b>' } })).status).toBe(
    400,
  );
});

it('goods stand as they are at the moment of reading: in stock by the cheapest that can be had, out of stock, off sale', async () => {
  const her = await createMember(ctx);
  const egg = await createProduct(ctx, { name: '鲜鸡蛋' });
  const out = await createProduct(ctx, { name: '番茄', stock: 0 });
  const sizes = await createProduct(ctx, {
    name: '菜籽油',
    options: [{ name: '规格', values: ['试用装', '小瓶', '大瓶'] }],
    skus: [
      { values: ['试用装'], price: 300, onHand: 0 },
      { values: ['大瓶'], price: 3_000, onHand: 5 },
      { values: ['小瓶'], price: 1_000, memberPrice: 900, onHand: 5 },
    ],
  });
  const off = await createProduct(ctx, { name: '香葱', status: 'off_sale' });
  const of = [
    ingredient('鸡蛋', egg.id),
    ingredient('番茄', out.id),
    ingredient('油', sizes.id),
    ingredient('葱', off.id),
    ingredient('清水'),
  ];
  const id = await published(recipeValues('番茄炒蛋', of, { body: [part('家常味道。'), goodsPart([egg.id, off.id])] }));
  const { recipe, body } = (await reads(her, id)).body;
  expect(recipe.ingredients.map(({ name, state }: { name: string; state: string }) => [name, state])).toEqual([
    ['鸡蛋', 'buyable'],
    ['番茄', 'sold_out'],
    ['油', 'buyable'],
    ['葱', 'off_sale'],
    ['清水', 'plain'],
  ]);
  expect(recipe.ingredients.map(({ sku }: { sku: object | null }) => sku)).toEqual([
    { id: egg.skuId, values: [], price: 1_000 },
    null,
    { id: sizes.skuIds[2], values: ['小瓶'], price: 900 },
    null,
    null,
  ]);
  expect([recipe.minutes, recipe.servings, recipe.steps.length]).toEqual([20, 2, 1]);
  expect(body.map(({ kind }: { kind: string }) => kind)).toEqual(['text', 'products']);
  expect(body[1].items.map((one: { id: string }) => one.id)).toEqual([egg.id]);
});

it('each member likes it once, however often and however many at once', async () => {
  const [her, him] = [await createMember(ctx), await createMember(ctx)];
  const id = await published(articleValues('点赞'));
  const all = await Promise.all(Array.from({ length: 6 }, async () => likes(her, id)));
  expect(all.map(({ status, body }) => [status, body.likes, body.liked])).toEqual(all.map(() => [200, 1, true]));
  expect((await likes(him, id)).body).toEqual({ likes: 2, liked: true });
  expect((await likes(him, id, 'DELETE')).body).toEqual({ likes: 1, liked: false });
  expect((await reads(him, id)).body).toMatchObject({ likes: 1, liked: false });
  await app.settle();
  const { items } = (await admin(`GET /api/admin/members/${her.id}/timeline`)).body;
  expect(items.filter(({ title }: { title: { zh: string } }) => title.zh === '点赞「点赞」')).toHaveLength(1);
});

it('what one person liked as two is liked once', async () => {
  const [her, other] = [await createMember(ctx), await createMember(ctx)];
  const [both, one] = [await published(articleValues('都赞过')), await published(articleValues('一个赞过'))];
  await likes(her, both);
  await likes(other, both);
  await likes(other, one);
  await becomeOne(ctx, her, other);
  await app.settle();
  expect((await reads(her, both)).body).toMatchObject({ likes: 1, liked: true });
  expect((await reads(her, one)).body).toMatchObject({ likes: 1, liked: true });
});

it('is found by title, sentence and ingredient, of a kind and a state', async () => {
  const found = async (query: string) =>
    (await admin(`GET /api/admin/articles?${query}`)).body.items.map(({ title }: { title: string }) => title);
  const id = await published(recipeValues('紫薯山药粥', [ingredient('山药王')], { summary: '暖胃的一碗' }));
  await write(articleValues('怎么挑山药王'));
  expect(await found('q=山药王')).toEqual(['怎么挑山药王', '紫薯山药粥']);
  expect(await found('q=暖胃的')).toEqual(['紫薯山药粥']);
  expect(await found('q=山药王&kind=recipe')).toEqual(['紫薯山药粥']);
  expect(await found('q=山药王&state=draft')).toEqual(['怎么挑山药王']);
  expect(await found('q=recipe')).toEqual([]);
  await admin(`POST /api/admin/articles/${id}/withdrawal`, {});
  expect(await found('state=withdrawn')).toContain('紫薯山药粥');
});

it('pages show what is published: the newest, those that were chosen, a recipe; and one that is withdrawn no more', async () => {
  const her = await createMember(ctx);
  const { admin: compose, make, save, publish: goLive, sees } = pagesTest(app);
  const [one, two] = [await published(articleValues('旧的一篇')), await write(articleValues('还是草稿'))];
  await app.advance(60_000);
  const dish = await published(recipeValues('新的一道菜', [ingredient('鸡蛋'), ingredient('葱')]));
  const { id } = await make('内容页', 'free');
  await save(id, [
    aBlock('newest', 'articles', { most: 2 }),
    aBlock('recipes', 'articles', { source: 'recipes', title: '今天吃什么', most: 1 }),
    aBlock('picked', 'articles', { source: 'picked', articles: [two, one, dish] }),
    aBlock('dish', 'recipe', { recipe: dish }),
  ]);
  await goLive(id);
  const shown = async () =>
    new Map((await sees(her, `kind=free&id=${id}`)).blocks.map(({ key, content }) => [key, content]));
  const ids = async (key: string) => (await shown()).get(key)?.items?.map((item) => item.id);
  expect(await ids('newest')).toEqual([dish, one]);
  expect(await ids('recipes')).toEqual([dish]);
  expect(await ids('picked')).toEqual([one, dish]);
  expect((await shown()).get('dish')).toMatchObject({ title: '新的一道菜', ingredients: ['鸡蛋', '葱'], minutes: 20 });
  // What is no recipe is none on its large card either.
  const { id: wrong } = await make('不是食谱', 'free');
  await save(wrong, [aBlock('nodish', 'recipe', { recipe: one })]);
  expect((await goLive(wrong)).body.error.details.problems[0].at).toBe('blocks.nodish.values.recipe');
  expect((await compose('GET /api/admin/page-kit')).status).toBe(200);
  await admin(`POST /api/admin/articles/${dish}/withdrawal`, {});
  expect(await ids('picked')).toEqual([one]);
  expect((await shown()).has('dish')).toBe(false);
});

it('all that is published stands on a list by topic, page after page, and a product knows what is cooked with it', async () => {
  const her = await createMember(ctx);
  const { id: product } = await createProduct(ctx);
  const list = async (query: string) => {
    const { status, body } = await app.call(`GET /api/shop/articles?${query}`, { token: her.token });
    expect([status, body.error]).toEqual([200, undefined]);
    return body;
  };
  const ids = (body: { items: { id: string }[] }) => body.items.map(({ id }) => id);
  const made: string[] = [];
  for (const n of [1, 2, 3]) {
    await app.advance(60_000);
    made.unshift(await published(articleValues(`保存 ${n}`, { topics: ['保存方法', ...(n === 1 ? ['入门'] : [])] })));
  }
  await app.advance(60_000);
  const dish = await published(recipeValues('用得上的菜', [ingredient('它', product)], { topics: ['快手菜'] }));
  await write(articleValues('草稿的话题', { topics: ['没人看得到'] }));
  const first = await list('limit=2&topic=保存方法');
  expect(ids(first)).toEqual(made.slice(0, 2));
  expect(first.topics.slice(0, 1)).toEqual(['保存方法']);
  expect(first.topics).not.toContain('没人看得到');
  expect(ids(await list(`limit=2&topic=保存方法&cursor=${first.nextCursor}`))).toEqual(made.slice(2));
  expect(ids(await list(`kind=recipe&product=${product}`))).toEqual([dish]);
  await admin(`POST /api/admin/articles/${dish}/withdrawal`, {});
  expect(ids(await list(`kind=recipe&product=${product}`))).toEqual([]);
});

it('tells who really read it, who opened its goods, and what they paid for within seven days, less what went back', async () => {
  const id = await published(articleValues('有效果'));
  const [buyer, late, looker] = [await createMember(ctx), await createMember(ctx), await createMember(ctx)];
  const tell = async ({ token }: TestMember, name: string, props: object) =>
    app.call('POST /collect', {
      token,
      body: {
        sentAt: ctx.now().toISOString(),
        events: [{ id: randomUUID(), name, ts: ctx.now().toISOString(), props: { article: id, ...props } }],
      },
    });
  const order = async (person: TestMember, amount: number) => {
    const facts = { person, orderId: newId('ord'), amount };
    await announcePaid(ctx, facts);
    return facts;
  };
  await order(buyer, 9_900);
  await app.advance(60_000);
  const from = shanghaiDay(ctx.now());
  for (const her of [buyer, buyer, late, looker]) await tell(her, 'article_read', { by: 'end' });
  await tell(buyer, 'click', { target: 'product', slot: 'article_goods' });
  await tell(looker, 'click', { slot: 'somewhere' });
  await app.advance(60_000);
  await order(buyer, 5_000);
  const back = await order(looker, 3_000);
  await app.advance(8 * DAY_MS);
  await announceRefunded(ctx, { ...back, whole: true });
  await order(late, 7_000);
  await app.settle();
  const read = async () =>
    (await admin(`GET /api/admin/articles/${id}/figures?from=${from}&to=${shanghaiDay(ctx.now())}`)).body;
  await expect.poll(async () => (await read()).whole.reads, { timeout: 20_000 }).toBe(4);
  const figures = { reads: 4, readers: 3, opened: 1, openers: 1, orders: 1, buyers: 1, sales: 5_000 };
  expect(await read()).toMatchObject({ withinDays: 7, whole: figures });
  expect(
    (await read()).days.reduce((all: number, one: { figures: { orders: number } }) => all + one.figures.orders, 0),
  ).toBe(1);
});

it('a viewer reads what is written and changes none of it', async () => {
  const { cookie } = await signedIn(ctx, 'viewer');
  expect((await app.call('GET /api/admin/articles', { cookie })).status).toBe(200);
  expect((await app.call('POST /api/admin/articles', { cookie, body: { values: articleValues('不行') } })).status).toBe(
    403,
  );
});
