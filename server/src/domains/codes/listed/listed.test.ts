import { beforeAll, expect, it } from 'vitest';
import { testApp } from '../../../platform/testing/app.ts';
import { createProduct } from '../../catalog/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { createStore } from '../../stores/testing.ts';

const app = await testApp();
let cookie = '';
beforeAll(async () => {
  ({ cookie } = await signedIn(app.ctx, 'owner'));
});
const send = async (rows: readonly object[]) =>
  (await app.call('POST /api/admin/codes/listed', { cookie, body: { rows } })).body;
const found = async (q: string) =>
  (await app.call(`GET /api/admin/codes?q=${encodeURIComponent(q)}`, { cookie })).body.items[0];

it('makes a code of each row by its words, once however often the list is sent, also by two at one moment', async () => {
  const store = await createStore(app.ctx, { name: '徐汇店' });
  const product = await createProduct(app.ctx, { name: '红颜草莓' });
  const rows = [
    {
      name: '徐汇 草莓货架',
      place: '货架',
      store: '徐汇店',
      opens: '商品：红颜草莓',
      channel: '门店',
      caption: '扫码看产地',
    },
    {
      name: '包裹卡 十一月',
      place: 'Parcel card',
      opens: '优惠券',
      cost: '¥1,200.50',
      costFrom: '2026/11/1',
      lastDay: '2026年12月31日',
    },
    { name: '电梯广告', place: 'ad', cost: '3000/月' },
  ];
  const [one, other] = await Promise.all([send(rows), send(rows)]);
  expect([one.created + other.created, one.refused, other.refused]).toEqual([3, [], []]);
  expect(await send(rows)).toEqual({ created: 0, known: 3, refused: [] });
  expect(await found('草莓货架')).toMatchObject({
    place: 'shelf',
    channel: '门店',
    storeId: store.id,
    values: { target: 'product', product: product.id, caption: '扫码看产地', costs: 'none' },
  });
  expect((await found('包裹卡')).values).toMatchObject({
    target: 'coupons',
    costs: 'once',
    cost: 120_050,
    costFrom: '2026-11-01',
    lastDay: '2026-12-31',
  });
  expect((await found('电梯')).values).toMatchObject({ place: 'ad', target: 'home', costs: 'monthly', cost: 300_000 });
});

it('says of each other row why not, and makes the rest', async () => {
  await createStore(app.ctx, { name: '同名店' });
  await createStore(app.ctx, { name: '同名店' });
  const { created, refused } = await send([
    { name: '好的一行', place: '海报' },
    { name: '', place: '海报' },
    { name: '位置不对', place: '月球' },
    { name: '门店不对', store: '没有的店' },
    { name: '门店不明', store: '同名店' },
    { name: '商品不对', opens: '商品:没有的' },
    { name: '商品没写', opens: '商品' },
    { name: '页面不对', opens: '宇宙' },
    { name: '成本不对', cost: '很多' },
    { name: '日期不对', lastDay: '2026-02-30' },
    { name: '好的一行', place: '海报' },
    { name: 'x'.repeat(41) },
  ]);
  expect(created).toBe(1);
  expect(refused.map(({ row }: { row: number }) => row)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  for (const { why } of refused) expect([/\p{Script=Han}/u.test(why.zh), why.en.length > 0]).toEqual([true, true]);
  expect(refused[9].why.zh).toBe('和第 1 行同名');
});
