import { plainWords, words } from '@huoshui/contracts/words';
import { describe, expect, it } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { testApp } from '../../src/platform/testing/app.ts';
import { toyDomain } from './toy-form.ts';

const saved: object[] = [];
const app = await testApp({ extra: { domains: [toyDomain((values) => saved.push(values))] } });
const { cookie } = await signedIn(app.ctx);
const product = await createProduct(app.ctx, { name: '蓝莓' });

const sound = {
  name: '尝鲜',
  price: 990,
  pieces: 3,
  factor: 1.5,
  share: 10,
  opens: 540,
  wait: 1500,
  open: true,
  way: 'pickup',
  fee: 'left over from another way',
  days: ['d0'],
  between: { from: '2026-12-01', to: '2026-12-03' },
  scope: { kind: 'products', ids: [product.id] },
  product: product.id,
  tiers: [{ atLeast: 100, off: 10 }],
};
const save = async (values: object) => app.call('POST /api/admin/toys', { cookie, body: { values } });
const preview = async (values: object) =>
  (await app.call('POST /api/admin/forms/toys.toy/preview', { cookie, body: { values } })).body;

describe('a form that a domain says in one file', () => {
  it('is told to the console with what it starts from', async () => {
    const { body } = await app.call('GET /api/admin/forms/toys.toy', { cookie });
    expect(body.fields).toHaveLength(20);
    expect(body.initial).toMatchObject({ name: '', price: null, wait: 1500, open: true, tiers: [{ atLeast: null }] });
  });

  it('reads a draft aloud in both languages, or says what is wrong and where', async () => {
    expect(await preview(sound)).toEqual({
      problems: [],
      sentence: { zh: '「尝鲜」¥9.9，共 3 件，等 1 天 1 小时', en: '"尝鲜" at ¥9.9, 3 in all, after 1 day 1 hour' },
    });
    const { problems, sentence } = await preview({ ...sound, price: 0, tiers: [{ atLeast: 100, off: 'x' }] });
    expect(sentence).toBeNull();
    expect(problems.map(({ at }: { at: string }) => at)).toEqual(['price', 'tiers.0.off']);
  });

  it('is saved as its fields say, hidden ones empty', async () => {
    expect((await save(sound)).status).toBe(200);
    expect(saved.at(-1)).toMatchObject({ name: '尝鲜', fee: null, story: null, scope: { exceptProductIds: [] } });
  });

  it('is refused with every problem at its field, in both languages', async () => {
    const { status, body } = await save({ ...sound, name: '', between: { from: '2026-12-03', to: '2026-12-01' } });
    expect(status).toBe(400);
    expect(body.error.code).toBe('platform.bad_form');
    expect(body.error.message).toBe('请填写名称');
    expect(body.error.details.problems).toEqual([
      { at: 'name', words: { zh: '请填写名称', en: 'Name is missing' } },
      { at: 'between', words: expect.objectContaining({ en: 'Choose a first and a last day, in order' }) },
    ]);
  });

  it('is refused at its field for what only the domain knows', async () => {
    const { body } = await save({ ...sound, name: '已用' });
    expect(body.error.details.problems).toEqual([
      { at: 'name', words: { zh: '这个名称已经用过', en: 'This name is taken' } },
    ]);
  });

  it('takes only what the owner of a picked thing knows', async () => {
    const { body } = await save({ ...sound, product: 'prd_gone', scope: { kind: 'skus', ids: ['sku_gone'] } });
    expect(body.error.details.problems.map(({ at }: { at: string }) => at)).toEqual(['scope', 'product']);
  });

  it('names what was picked, of every kind with one question', async () => {
    const { body } = await app.call('POST /api/admin/forms/names', {
      cookie,
      body: {
        picked: [
          { of: 'product', id: product.id },
          { of: 'sku', id: product.skuId },
          { of: 'category', id: product.categoryId },
          { of: 'tag', id: '没人有' },
          { of: 'product', id: 'prd_gone' },
        ],
      },
    });
    expect(body.items).toEqual([
      { of: 'product', id: product.id, name: plainWords('蓝莓'), ended: false, note: null },
      { of: 'sku', id: product.skuId, name: plainWords('蓝莓'), ended: false, note: null },
      {
        of: 'category',
        id: product.categoryId,
        name: expect.objectContaining({ zh: expect.any(String) }),
        ended: false,
        note: null,
      },
      {
        of: 'tag',
        id: '没人有',
        name: plainWords('没人有'),
        ended: false,
        note: words('现在没有人有', 'nobody has it now'),
      },
      { of: 'product', id: 'prd_gone', name: null, ended: false, note: null },
    ]);
  });

  it('is not told to a stranger', async () => {
    expect((await app.call('GET /api/admin/forms/toys.toy')).status).toBe(401);
    expect((await app.call('GET /api/admin/forms/toys.constructor', { cookie })).status).toBe(404);
  });
});
