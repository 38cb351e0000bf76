import { expect, it, vi } from 'vitest';
import { payingShop } from './payment/testing.ts';

const { app, payer, place, pay, faults } = await payingShop();
vi.setConfig({ testTimeout: 60_000 });

it('opens her order by the number that WeChat knows, for her alone, and asks for a payment nobody told', async () => {
  const [her, stranger] = [await payer(), await payer()];
  const { order, number } = await place(her);
  const open = async (token: string | undefined, name: string) =>
    app.call(`GET /api/shop/orders/by-number/${encodeURIComponent(name)}`, { token });
  expect((await open(her.token, number)).body).toMatchObject({ id: order.id, number, state: 'unpaid' });
  await faults({ notify: 'lost' });
  await pay(her, order.id);
  // The number of a second opening is the same order.
  for (const name of [number, `${number}-2`])
    expect((await open(her.token, name)).body).toMatchObject({ id: order.id, state: 'paid' });
  const refused = await open(stranger.token, number);
  expect([refused.status, refused.body.error.code]).toEqual([404, 'orders.not_found']);
  expect((await open(undefined, number)).status).toBe(401);
  expect((await open(her.token, 'nobody-knows')).status).toBe(404);
});
