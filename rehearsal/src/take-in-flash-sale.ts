import { randomUUID } from 'node:crypto';
import type { OpenMiniProgram } from './mini-program.ts';
import type { World } from './world.ts';

type Her = {
  /** Two numbers of hers decide everything here: no dice, whatever else she does stays as it was. */
  readonly hers: number;
  readonly visit: number;
  readonly address: () => Promise<string>;
};

/**
 * One visit in four she looks at the flash sale. Before it begins she asks to be told; while it runs she takes a piece, of which one in nine is
 * never ordered and one in thirteen never paid.
 */
export async function takeInFlashSale(
  world: World,
  program: OpenMiniProgram,
  { hers, visit, address }: Her,
): Promise<void> {
  if ((hers + visit) % 4 !== 0) return;
  const { items } = await program.ask('GET /api/shop/activities', {});
  const activity = items.find(({ play }) => play === 'flash_sale');
  if (activity === undefined) return;
  const { flash } = await program.ask('GET /api/shop/activities/:id', { params: { id: activity.id }, query: {} });
  const next = flash?.sessions.find(({ state }) => state === 'before');
  const session = flash?.sessions.find(({ state }) => state === 'running');
  const goods = session?.goods.find(({ taking }) => taking === 'can');
  if (goods === undefined) {
    if (next === undefined || next.reminded) return;
    await program.quietly(async () =>
      program.ask('PUT /api/shop/flash-sessions/:id/reminder', { params: { id: next.id } }),
    );
    return program.allow('flash_sale', hers % 3 > 0);
  }
  const { skuId } = goods;
  const { take } = await program.ask('POST /api/shop/activities/:id/takes', {
    params: { id: activity.id },
    body: { skuId, quantity: 1 },
  });
  if (take === null || hers % 9 === 0) return;
  const order = await program.quietly(async () => {
    const lines = [{ skuId, quantity: take.units }];
    const play = { activity: activity.id };
    const addressId = await address();
    const { payable } = await program.ask('POST /api/shop/quote', { body: { lines, play, addressId } });
    return program.ask('POST /api/shop/orders', {
      body: { lines, play, addressId, expectedPayable: payable },
      key: `flash-${randomUUID()}`,
    });
  });
  if (!order) return;
  world.tally.orders += 1;
  if (hers % 13 === 0) return;
  const params = await program.ask('POST /api/shop/orders/:id/payment', { params: { id: order.id } });
  if (await world.phone.pay(program.wechatId, params, program.app.appid)) world.tally.paid += 1;
}
