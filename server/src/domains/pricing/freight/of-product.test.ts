import { beforeAll, expect, it } from 'vitest';
import { testApp } from '../../../platform/testing/app.ts';
import { createProduct } from '../../catalog/testing.ts';
import { signedIn } from '../../operators/testing.ts';

const app = await testApp();
let cookie = '';
beforeAll(async () => {
  cookie = (await signedIn(app.ctx, 'owner')).cookie;
});

const template = async () => {
  const area = { regions: [], first: 1, firstFee: 800, more: 1, moreFee: 100, freeFrom: null };
  const body = { name: '冷链', by: 'piece', areas: [area] };
  return String((await app.call('POST /api/admin/freight-templates', { cookie, body })).body.id);
};
const save = async (product: { id: string; categoryId: string }, freightTemplateId: string | null) =>
  app.call(`PUT /api/admin/products/${product.id}`, {
    cookie,
    body: {
      name: '冻虾',
      categoryId: product.categoryId,
      images: ['/files/a.webp'],
      skus: [{ values: [], price: 1_000 }],
      freightTemplateId,
    },
  });

it('a product names a freight template that is there, and is told at its field where it is not', async () => {
  const product = await createProduct(app.ctx);
  const refused = await save(product, 'frt_none');
  expect([refused.status, refused.body.error.code]).toEqual([400, 'catalog.freight_not_found']);
  expect(refused.body.error.details.problems).toMatchObject([{ at: 'freightTemplateId' }]);
  const id = await template();
  expect((await save(product, id)).body.freightTemplateId).toBe(id);
  expect((await save(product, null)).body.freightTemplateId).toBeNull();
});

it('a template that is taken away at the moment it is chosen is either refused to go, or not chosen', async () => {
  for (let n = 0; n < 8; n += 1) {
    const product = await createProduct(app.ctx);
    const id = await template();
    const [saved, gone] = await Promise.all([
      save(product, id),
      app.call(`DELETE /api/admin/freight-templates/${id}`, { cookie }),
    ]);
    expect([saved.status, gone.status].toSorted()[0]).toBe(200);
    expect(Math.max(saved.status, gone.status)).toBeLessThan(500);
    const { body } = await app.call(`GET /api/admin/products/${product.id}`, { cookie });
    expect(body.freightTemplateId).toBe(saved.status === 200 ? id : null);
    expect(saved.status === 200 && gone.status === 200).toBe(false);
  }
});
