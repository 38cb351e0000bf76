import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { createCoupon } from '../coupons/testing.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { movedOf } from './differences.ts';
import { shownAt } from './page.ts';
import { aBlock, pagesTest } from './testing.ts';

vi.setConfig({ testTimeout: 300_000 });
const app = await testApp();
const { ctx } = app;
const { admin, make, save, publish, sees } = pagesTest(app);
const words = (text: string) => aBlock('words', 'rich_text', { parts: [{ style: 'text', text }] });
const text = async (her: TestMember, query = 'kind=home') =>
  (await sees(her, query)).blocks.flatMap(({ content }) => (content.parts ?? []).map((part) => part.text));
const inDays = (days: number) => new Date(ctx.now().getTime() + days * DAY_MS).toISOString();

it('a shop that has made no page shows what it comes with, in one answer', async () => {
  const her = await createMember(ctx);
  const { id: productId } = await createProduct(ctx);
  await createCoupon(ctx);
  const { id, blocks } = await sees(her);
  expect(id).toBeNull();
  expect(blocks.map(({ content }) => content.kind)).toEqual(['search', 'coupons', 'slot', 'categories', 'feed']);
  expect(blocks.at(-1)?.content.items?.map(({ id }) => id)).toContain(productId);
});

it('what is edited is seen by nobody before it is published, and what is published is what was seen', async () => {
  const her = await createMember(ctx);
  const { id } = await make('首页 一', 'home');
  const { saves } = await save(id, [words('第一版')]);
  expect(await text(her)).toEqual([]);
  await save(id, [words('第二版')]);
  expect((await publish(id, { saves })).body.error.code).toBe('pages.saved_since');
  expect((await publish(id)).status).toBe(200);
  expect(await text(her)).toEqual(['第二版']);
  // Nobody placed the slots, and pop-ups come over the page all the same.
  expect((await sees(her)).blocks.map(({ content }) => content.kind)).toEqual(['rich_text', 'slot']);
  const again = await save(id, [words('第三版')]);
  expect([again.edited, again.live.version]).toEqual([true, 1]);
  expect(await text(her)).toEqual(['第二版']);
});

it('a version comes at its moment and gives way at its end to what was there before', async () => {
  const her = await createMember(ctx);
  const { id } = await make('首页 二', 'home');
  await save(id, [words('平日')]);
  await publish(id);
  await save(id, [words('双十一')]);
  const { body } = await publish(id, { startsAt: inDays(1), endsAt: inDays(2) });
  expect([body.state, body.next.version]).toEqual(['live', 2]);
  expect(await text(her)).toEqual(['平日']);
  await app.advance(DAY_MS + 1000);
  expect(await text(her)).toEqual(['双十一']);
  await app.advance(DAY_MS);
  expect(await text(her)).toEqual(['平日']);
  await admin(`POST /api/admin/pages/${id}/withdrawal`, { version: null });
  expect(await text(her)).not.toEqual(['平日']);
});

it('two who publish at once make two versions, each whole', async () => {
  const { id } = await make('抢着发', 'free');
  await save(id, [words('同一版')]);
  const all = await Promise.all(Array.from({ length: 4 }, async () => publish(id)));
  expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const { items } = (await admin(`GET /api/admin/pages/${id}/versions`)).body;
  expect(items.map(({ version }: { version: number }) => version)).toEqual([4, 3, 2, 1]);
});

it('a free page is opened by its id once it is live', async () => {
  const her = await createMember(ctx);
  const { id, path } = await make('新人专区', 'free');
  expect(path).toBe(`pages/pages/page?id=${id}`);
  await save(id, [words('欢迎')]);
  expect((await app.call(`GET /api/shop/page?kind=free&id=${id}`, { token: her.token })).status).toBe(404);
  await publish(id);
  expect(await text(her, `kind=free&id=${id}`)).toEqual(['欢迎']);
});

it('each sees the blocks that are for her; one that fails or holds nothing leaves the others alone', async () => {
  const her = await createMember(ctx);
  const { id: productId } = await createProduct(ctx);
  const { id } = await make('因人而异', 'free');
  await save(id, [
    { ...words('新客'), key: 'newc', audience: { for: 'newcomers', who: null } },
    { ...words('老客'), key: 'oldc', audience: { for: 'buyers', who: null } },
    aBlock('picked', 'products', { source: 'picked', products: [productId] }),
    aBlock('never', 'countdown', { title: '已过', day: '2020-01-01', minute: 0 }),
  ]);
  await publish(id);
  const { blocks } = await sees(her, `kind=free&id=${id}`);
  expect(blocks.map(({ key }) => key)).toEqual(['newc', 'picked']);
});

it('a preview says what each would see at a moment, why a block is absent and what is wrong, and leaves no trace', async () => {
  const her = await createMember(ctx);
  const asked = {
    kind: 'home',
    member: her.id,
    blocks: [
      { ...words('老客'), key: 'oldc', audience: { for: 'buyers', who: null } },
      aBlock('empty', 'banner', { pictures: [] }),
      aBlock('ends', 'countdown', { title: '大促', day: inDays(2).slice(0, 10), minute: 0 }),
      aBlock('plays', 'activities'),
    ],
  };
  const { body } = await admin('POST /api/admin/page-previews', asked);
  expect(body.blocks.map(({ key, content }: { key: string; content: unknown }) => [key, content !== null])).toEqual([
    ['oldc', false],
    ['empty', false],
    ['ends', true],
    ['plays', false],
  ]);
  expect(body.blocks[0].absent.zh).toBe('不是给她的');
  expect(body.problems.map(({ block, at }: { block: string; at: string }) => [block, at])).toEqual([
    ['empty', 'values.pictures'],
  ]);
  const later = await admin('POST /api/admin/page-previews', { ...asked, at: inDays(9) });
  expect(later.body.blocks[2].absent.zh).toBe('时间已经过了');
});

it('what is not complete, has no place there or is empty is not published, each said at its block', async () => {
  const { id } = await make('没填好', 'product');
  await save(id, []);
  expect((await publish(id)).body.error.code).toBe('pages.empty');
  await save(id, [aBlock('srch', 'search'), aBlock('pics', 'banner', { pictures: [] })]);
  const { body } = await publish(id);
  expect(body.error.code).toBe('platform.bad_form');
  expect(body.error.details.problems.map(({ at }: { at: string }) => at)).toEqual([
    'blocks.srch.',
    'blocks.pics.values.pictures',
  ]);
  await save(id, [words('好了')]);
  expect((await publish(id, { endsAt: inDays(-1) })).body.error.code).toBe('pages.bad_times');
});

it('says in words what one version has otherwise than another', async () => {
  const { id } = await make('比一比', 'free');
  const title = (text: string) => aBlock('deal', 'coupons', { title: text });
  await save(id, [title('先领券'), words('一'), aBlock('cats', 'categories')]);
  await publish(id);
  await save(id, [aBlock('cats', 'categories'), title('抢券'), words('一'), aBlock('acts', 'activities')]);
  const { items } = (await admin(`GET /api/admin/pages/${id}/differences?from=1&to=0`)).body;
  expect(
    items.map(({ kind, words, details }: { kind: string; words: { zh: string }; details: unknown[] }) => [
      kind,
      words.zh,
      details.length,
    ]),
  ).toEqual([
    ['moved', '分类入口', 0],
    ['changed', '优惠券「抢券」', 1],
    ['added', '活动入口', 0],
  ]);
});

it('moves are as few as explain the new order', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 12 }),
      fc.nat(),
      fc.nat(),
      (keys, a, b) => {
        if (keys.length < 2) return;
        const after = [...keys];
        const [one = ''] = after.splice(a % keys.length, 1);
        after.splice(b % keys.length, 0, one);
        const moved = movedOf(keys, after);
        expect(moved.size).toBeLessThanOrEqual(1);
        // Those that stayed are in their old order.
        const stay = (all: readonly string[]) => all.filter((key) => !moved.has(key));
        expect(stay(after)).toEqual(stay(keys));
      },
    ),
  );
});

it('of versions that are open the one that began last is shown, whatever the order in which they are looked at', () => {
  const version = fc.record({
    version: fc.integer({ min: 1, max: 50 }),
    startsAt: fc.integer({ min: 0, max: 20 }).map((day) => new Date(day * DAY_MS)),
    endsAt: fc.option(fc.integer({ min: 1, max: 30 }).map((day) => new Date(day * DAY_MS))),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(version, { selector: ({ version }) => version }),
      fc.integer({ min: 0, max: 25 }),
      (all, day) => {
        const at = new Date(day * DAY_MS);
        const shown = shownAt(all, at);
        expect(shownAt(all.toReversed(), at)).toEqual(shown);
        const open = all.filter(({ startsAt, endsAt }) => startsAt <= at && (endsAt === null || at < endsAt));
        expect(shown === null).toBe(open.length === 0);
        for (const one of open) expect(one.startsAt.getTime()).toBeLessThanOrEqual(shown?.startsAt.getTime() ?? -1);
      },
    ),
  );
});

it('tells what was seen and tapped of each block, once a view', async () => {
  const her = await createMember(ctx);
  const { id } = await make('看效果', 'free');
  await save(id, [words('看'), aBlock('cats', 'categories')]);
  await publish(id);
  const told = (name: string, props: object) => ({
    id: crypto.randomUUID(),
    name,
    ts: ctx.now().toISOString(),
    props: { shopPage: id, version: 1, ...props },
  });
  await app.call('POST /collect', {
    token: her.token,
    body: {
      sentAt: ctx.now().toISOString(),
      events: [
        told('exposure', { slot: 'page' }),
        told('exposure', { slot: 'page_block', block: 'words' }),
        told('exposure', { slot: 'page_block', block: 'cats' }),
        told('click', { slot: 'home_categories', block: 'cats' }),
      ],
    },
  });
  const read = async () => (await admin(`GET /api/admin/pages/${id}/result`)).body;
  await app.advance(60_000);
  await expect.poll(async () => (await read()).views, { timeout: 20_000 }).toBe(1);
  expect(
    (await read()).blocks.map(({ key, shown, tappers }: { key: string; shown: number; tappers: number }) => [
      key,
      shown,
      tappers,
    ]),
  ).toEqual([
    ['words', 1, 0],
    ['cats', 1, 1],
  ]);
});

it('a viewer reads pages and changes none', async () => {
  const { cookie } = await signedIn(ctx, 'viewer');
  expect((await app.call('GET /api/admin/pages', { cookie })).status).toBe(200);
  expect((await app.call('POST /api/admin/pages', { cookie, body: { name: '不行', kind: 'home' } })).status).toBe(403);
});
