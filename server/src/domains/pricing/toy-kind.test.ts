import { words } from '@huoshui/contracts/words';
import { expect, it, vi } from 'vitest';
import { form } from '../../platform/form/form.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { createBuyer, placeTestOrder } from '../orders/testing.ts';
import { discountKind } from './kind.ts';

vi.setConfig({ testTimeout: 60_000 });

/** 抹零: what the goods cost beyond whole units is taken off. All that a kind of discount has to say. */
const roundDown = discountKind({
  kind: 'round_down',
  words: words('抹零', 'Round down'),
  about: words('抹去零头', 'Takes the odd amount off'),
  layer: 'order',
  stacking: { group: 'rounding', once: 'cart', base: 'current' },
  form: form({
    fields: [{ key: 'to', label: words('抹到', 'Down to'), kind: 'money', min: 1, max: 100_00 }],
    sentence: ({ to }) => words(`抹到 ${to} 分的整数倍`, `Down to a multiple of ${to} fen`),
  }),
  badge: () => words('抹零', 'Round down'),
  ceiling: ({ to }, { open }) => Math.min(to - 1, open),
  savings: ({ to }, { base, open }) => Math.min(base % to, open),
  missing: () => null,
});

const app = await testApp({ extra: { discounts: [roundDown] } });

it('a kind of discount is one object: palette, form, preview, promotion, quote and order follow', async () => {
  const { ctx } = app;
  const { cookie } = await signedIn(ctx, 'owner');
  const kit = await app.call('GET /api/admin/promotions/kit', { cookie });
  expect(kit.body.kinds).toContainEqual(expect.objectContaining({ kind: 'round_down', words: roundDown.words }));
  const everything = { kind: 'all', ids: [], exceptProductIds: [] };
  const preview = await app.call('POST /api/admin/forms/pricing.round_down/preview', {
    cookie,
    body: { values: { name: '抹零', scope: everything, to: 500 } },
  });
  expect(preview.body.sentence.zh).toBe('全场商品，抹到 500 分的整数倍');
  const values = { name: '抹零', scope: everything, to: 500 };
  const startsAt = ctx.now().toISOString();
  const endsAt = new Date(ctx.now().getTime() + 3_600_000).toISOString();
  const body = { kind: 'round_down', values, startsAt, endsAt };
  expect((await app.call('POST /api/admin/promotions', { cookie, body })).status).toBe(200);
  const { skuId } = await createProduct(ctx, { price: 10_120 });
  const buyer = await createBuyer(ctx);
  const lines = [{ skuId, quantity: 1 }];
  const quoted = await app.call('POST /api/shop/quote', { token: buyer.token, body: { lines } });
  expect(quoted.body.discounts).toMatchObject([{ source: 'promotions', badge: { zh: '抹零' }, amount: 120 }]);
  const placed = await placeTestOrder(app, buyer, { lines });
  expect(placed.body.payable).toBe(quoted.body.payable);
});
