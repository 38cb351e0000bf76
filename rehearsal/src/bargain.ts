import { randomUUID } from 'node:crypto';
import type { OpenMiniProgram } from './mini-program.ts';
import type { World } from './world.ts';

type Her = {
  /** Two numbers of hers decide everything here: no dice, whatever else she does stays as it was. */
  readonly hers: number;
  readonly visit: number;
  readonly address: () => Promise<string>;
};

/** One in six begins a bargain and sends it around, half of the others take something off the last two they were sent; who began buys hers some visits later. */
export async function bargain(world: World, program: OpenMiniProgram, { hers, visit, address }: Her): Promise<void> {
  if ((hers + visit) % 3 !== 1) return;
  const { items } = await program.ask('GET /api/shop/activities', {});
  const activity = items.find(({ play, state }) => play === 'bargain' && state === 'running');
  if (activity === undefined) return;
  if (hers % 6 !== 0) {
    if (hers % 2 === 0) return;
    for (const id of world.bargains.slice(-2))
      await program.quietly(async () => program.ask('POST /api/shop/activity-entries/:id/helps', { params: { id } }));
    return;
  }
  const shown = await program.ask('GET /api/shop/activities/:id', { params: { id: activity.id }, query: {} });
  const mine = shown.bargain?.mine ?? null;
  if (mine === null) {
    if (shown.joining !== 'can') return;
    const entry = await program.quietly(async () =>
      program.ask('POST /api/shop/activities/:id/entries', { params: { id: activity.id } }),
    );
    if (entry !== null) world.bargains.push(entry.id);
    return;
  }
  const ready = mine.state === 'floor' || (mine.state === 'open' && (visit + hers) % 2 === 0);
  if (!ready || shown.bargain === null || mine.price >= shown.bargain.list) return;
  const { skuId } = shown.bargain;
  const order = await program.quietly(async () => {
    const lines = [{ skuId, quantity: 1 }];
    const play = { activity: activity.id };
    const addressId = await address();
    const { payable } = await program.ask('POST /api/shop/quote', { body: { lines, play, addressId } });
    return program.ask('POST /api/shop/orders', {
      body: { lines, play, addressId, expectedPayable: payable },
      key: `bargain-${randomUUID()}`,
    });
  });
  if (!order) return;
  world.tally.orders += 1;
  const params = await program.ask('POST /api/shop/orders/:id/payment', { params: { id: order.id } });
  if (await world.phone.pay(program.wechatId, params, program.app.appid)) world.tally.paid += 1;
}
