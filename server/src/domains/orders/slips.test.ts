import { words } from '@huoshui/contracts/words';
import { expect, it, vi } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { holdOrder } from './hold.ts';
import { acceptPayment } from './payment/accept.ts';
import { requestRefund } from './refund/request.ts';
import { createBuyer, placeTestOrder, testSources, toldPayment } from './testing.ts';

vi.setConfig({ testTimeout: 60_000 });

const app = await testApp();
const { ctx } = app;
const { cookie } = await signedIn(ctx, 'owner');
const slips = async (query = '') => (await app.call(`GET /api/admin/slips?${query}`, { cookie })).body;

it('those that have waited longest come first, however many came since; what cannot leave is not picked', async () => {
  const { skuId } = await createProduct(ctx, { name: '草莓', stock: 500 });
  const ports = { wechat: app.running.wechat, offerSources: testSources };
  const ids: string[] = [];
  for (let n = 0; n < 63; n += 1) {
    const buyer = await createBuyer(ctx);
    const { body } = await placeTestOrder(app, buyer, { lines: [{ skuId, quantity: 2 }] });
    await acceptPayment(ctx, ports, toldPayment(ctx, body), 'notification');
    ids.push(String(body.id));
  }
  const [held = '', asked = '', partly = '', ...rest] = ids;
  await holdOrder(ctx, held, { by: 'test', who: words('拼团', 'Group'), reason: words('等成团', 'Not full yet') });
  await requestRefund(ctx, asked, {}, words('不要了', 'No more'));
  await requestRefund(ctx, partly, { lines: [{ lineId: `${partly}.0`, quantity: 1 }] }, words('少一件', 'One less'));
  await app.call(`PUT /api/admin/orders/${partly}/remark`, { cookie, body: { remark: '放冰袋' } });

  const first = await slips();
  const idsOf = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id);
  expect(idsOf(first)).toEqual([partly, ...rest].slice(0, 50));
  expect(first.total).toBe(61);
  expect(first.items[0]).toMatchObject({ remark: '放冰袋', lines: [{ toSend: 1 }] });
  const second = await slips(`cursor=${first.nextCursor}`);
  expect([...idsOf(first), ...idsOf(second)]).toEqual([partly, ...rest]);
  expect(second.nextCursor).toBeNull();
  // As the order's own page has it: whoever may not ship it finds it on no slip.
  for (const id of [held, asked])
    expect((await app.call(`GET /api/admin/orders/${id}`, { cookie })).body.acts.ship).toBe(false);
});
