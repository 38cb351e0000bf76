import { describe, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from './testing.ts';

const app = await testApp();

const search = async (q: string, more = '') => {
  const { body } = await app.call(`GET /api/shop/products?q=${encodeURIComponent(q)}${more}`);
  return { names: body.items.map((item: { name: string }) => item.name), near: body.near, next: body.nextCursor };
};

describe('a word that finds nothing', () => {
  it.each([
    ['烟台苹果', '平果', 'characters that sound alike'],
    ['普罗旺斯西红柿', '西红市', 'a wrong character at the end'],
    ['云南蓝莓', '纯云南蓝莓', 'a character too many'],
    ['红心火龙果', '红心火尤果', 'a wrong character in the middle'],
    ['四川耙耙柑', 'papagan', 'pinyin as it is'],
    ['新疆哈密瓜', 'hamigu', 'a letter too few'],
    ['泰国山竹王', 'shanzzhu', 'a letter too many'],
    ['智利车厘子', 'cheilzi', 'two letters swapped'],
    ['海南木瓜', 'mugva', 'a wrong letter'],
  ])('finds %s by %s: %s', async (name, q) => {
    await createProduct(app.ctx, { name });
    expect((await search(q)).names).toContain(name);
  });

  it('says that what it shows is only near, page after page; what is found by its own words is not near', async () => {
    for (const n of [1, 2, 3]) await createProduct(app.ctx, { name: `阳澄湖大闸蟹${n}号` });
    const first = await search('阳橙湖大闸蟹', '&limit=2');
    expect([first.near, first.names.length]).toEqual([true, 2]);
    const second = await search('阳橙湖大闸蟹', `&limit=2&cursor=${first.next}`);
    expect([second.near, new Set([...first.names, ...second.names]).size, second.next]).toEqual([true, 3, null]);
    expect((await search('阳澄湖大闸蟹')).near).toBeUndefined();
  });

  it('shows nothing near where the filters leave nothing of what it found', async () => {
    await createProduct(app.ctx, { name: '舟山带鱼段', stock: 0 });
    await createProduct(app.ctx, { name: '舟山带鱼' });
    expect(await search('带鱼段', '&inStock=true')).toMatchObject({ names: [], near: undefined });
  });

  it('is asked by sixteen readings at most, however long it is', async () => {
    const long = '没有这样的东西 '.repeat(14).slice(0, 100);
    expect(await search(long)).toMatchObject({ names: [], near: undefined });
  });

  it('stays a word that finds nothing where nothing is near', async () => {
    for (const q of ['螺丝刀', 'zzzzzzzz', '!!']) expect(await search(q)).toMatchObject({ names: [], near: undefined });
  });
});
