import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../../../platform/testing/app.ts';
import { signedIn } from '../../operators/testing.ts';
import { createProduct } from '../testing.ts';
import { otherTexts } from './expand.ts';

const app = await testApp();
let cookie = '';
beforeAll(async () => {
  cookie = (await signedIn(app.ctx, 'owner')).cookie;
});

const search = async (q: string): Promise<string[]> =>
  (await app.call(`GET /api/shop/products?q=${encodeURIComponent(q)}`)).body.items.map(
    (item: { name: string }) => item.name,
  );
const create = async (searched: string, finds: string[], bothWays = true) =>
  app.call('POST /api/admin/synonyms', { cookie, body: { searched, finds, bothWays } });

describe('synonyms', () => {
  it('find by the other word at once, her own word first, in suggestions too', async () => {
    await createProduct(app.ctx, { name: '普罗旺斯西红柿', sort: 0 });
    await createProduct(app.ctx, { name: '番茄酱', sort: 9 });
    expect(await search('番茄')).toEqual(['番茄酱']);
    expect((await create('番茄', ['西红柿', '洋柿子'])).status).toBe(200);
    expect(await search('番茄')).toEqual(['番茄酱', '普罗旺斯西红柿']);
    expect((await search('洋柿子')).toSorted()).toEqual(['普罗旺斯西红柿', '番茄酱'].toSorted());
    const typed = await app.call(`GET /api/shop/search/suggestions?q=${encodeURIComponent('洋柿子')}`);
    expect(typed.body.items).toContain('番茄酱');
  });

  it('one way: the general word finds the special one, not the other way round', async () => {
    await createProduct(app.ctx, { name: '羽衣甘蓝' });
    await createProduct(app.ctx, { name: '沙拉碗' });
    await create('沙拉', ['羽衣甘蓝'], false);
    expect((await search('沙拉')).toSorted()).toEqual(['沙拉碗', '羽衣甘蓝'].toSorted());
    expect(await search('羽衣甘蓝')).toEqual(['羽衣甘蓝']);
  });

  it('are each search’s own where many ask at the same moment', async () => {
    for (const name of ['虎皮青椒', '尖嘴鲈', '丹波黑豆']) await createProduct(app.ctx, { name });
    await create('杭椒', ['青椒'], false);
    await create('盲曹', ['尖嘴鲈'], false);
    const asked = ['杭椒', '盲曹', '丹波黑豆', '盲曹', '没有的词'];
    expect(await Promise.all(asked.map(search))).toEqual([['虎皮青椒'], ['尖嘴鲈'], ['丹波黑豆'], ['尖嘴鲈'], []]);
  });

  it('are changed, listed by either word, and taken away', async () => {
    await createProduct(app.ctx, { name: '马铃薯片' });
    const { body } = await create('土豆', ['洋芋']);
    expect(await search('土豆')).toEqual([]);
    const put = { cookie, body: { searched: '土豆', finds: ['洋芋', '马铃薯'], bothWays: true } };
    expect((await app.call(`PUT /api/admin/synonyms/${body.id}`, put)).body.sentence).toEqual({
      zh: '搜「土豆」也找「洋芋」「马铃薯」，反过来也一样',
      en: '“土豆” finds “洋芋”, “马铃薯” too, and the other way round',
    });
    expect(await search('土豆')).toEqual(['马铃薯片']);
    const listed = await app.call(`GET /api/admin/synonyms?q=${encodeURIComponent('马铃薯')}`, { cookie });
    expect(listed.body).toMatchObject({ total: 1, items: [{ searched: '土豆' }] });
    expect((await app.call(`DELETE /api/admin/synonyms/${body.id}`, { cookie })).status).toBe(200);
    expect(await search('土豆')).toEqual([]);
    expect((await app.call(`DELETE /api/admin/synonyms/${body.id}`, { cookie })).status).toBe(404);
  });

  it('are refused twice for one word, and where both words are one', async () => {
    expect((await create('Kiwi', ['奇异果'])).status).toBe(200);
    const again = await create('kiwi', ['猕猴桃']);
    expect([again.status, again.body.error.code]).toEqual([409, 'catalog.synonym_taken']);
    const same = await create('车厘子', [' 车厘子 ']);
    expect([same.status, same.body.error.details.problems[0].at]).toEqual([400, 'finds']);
    const racing = await Promise.all(Array.from({ length: 5 }, async () => create('凤梨', ['菠萝'])));
    expect(racing.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409]);
  });

  it('change each part once, the longest that is meant, and never chain', () => {
    const both = (searched: string, ...finds: string[]) => ({ searched, finds, bothWays: true });
    expect(otherTexts('有机番茄', [both('番茄', '西红柿')])).toEqual(['有机番茄', '有机西红柿']);
    expect(otherTexts('小番茄', [both('圣女果', '小番茄', '番茄')])).toEqual(['小番茄', '圣女果', '番茄']);
    expect(otherTexts('甲', [both('甲', '乙'), both('乙', '丙')])).toEqual(['甲', '乙']);
    expect(otherTexts('甲', [both('甲', ...'子丑寅卯辰巳午未申')])).toHaveLength(8);
  });

  it('are a thousand at most, also where two are made at once', async () => {
    await sql`
      insert into catalog.synonym (id, searched, finds, both_ways, created_at)
      select 'syn_full' || n, '凑数' || n, '{词}', false, ${app.ctx.now()}::timestamptz
      from generate_series(1, 999 - (select count(*)::int from catalog.synonym)) n
    `.execute(app.ctx.db);
    const made = await Promise.all(Array.from({ length: 8 }, async (_, n) => create(`最后${n}`, ['词'])));
    expect(made.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: 7 }, () => 409)]);
  });
});
