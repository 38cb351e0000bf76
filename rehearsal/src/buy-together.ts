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
 * One visit in seven she looks at what may be bought together: most join the team that closes first, some begin one, whether or not anybody
 * will come. A few of those who wait leave again an hour later, and one in twenty never pays.
 */
export async function buyTogether(
  world: World,
  program: OpenMiniProgram,
  { hers, visit, address }: Her,
): Promise<void> {
  if ((hers + visit * 3) % 7 !== 0) return;
  const { items } = await program.ask('GET /api/shop/activities', {});
  const running = items.filter(({ play, state }) => play === 'group_buy' && state === 'running');
  const activity = running[(hers + visit) % Math.max(1, running.length)];
  if (activity === undefined) return;
  const { goods } = await program.ask('GET /api/shop/activities/:id', { params: { id: activity.id }, query: {} });
  const [product] = goods;
  if (product === undefined) return;
  const { offer, teams } = await program.ask('GET /api/shop/products/:id/teams', { params: { id: product.productId } });
  const team = hers % 5 === 0 ? undefined : teams.find(({ teaming }) => teaming === 'can');
  const sku = offer?.goods.find(({ available }) => available > 0);
  if (offer === null || sku === undefined || (team === undefined && offer.teaming !== 'can')) return;
  const play = { activity: offer.id, ...(team === undefined ? {} : { team: team.id }) };
  const order = await program.quietly(async () => {
    const lines = [{ skuId: sku.skuId, quantity: 1 }];
    const addressId = await address();
    const { payable } = await program.ask('POST /api/shop/quote', { body: { lines, play, addressId } });
    return program.ask('POST /api/shop/orders', {
      body: { lines, play, addressId, expectedPayable: payable },
      key: `together-${randomUUID()}`,
    });
  });
  if (!order) return;
  world.tally.orders += 1;
  if (hers % 20 === 0) return;
  const params = await program.ask('POST /api/shop/orders/:id/payment', { params: { id: order.id } });
  if (await world.phone.pay(program.wechatId, params, program.app.appid)) world.tally.paid += 1;
  if (hers % 11 !== 0) return;
  world.later.push(async () => {
    const { holds } = await program.ask('GET /api/shop/orders/:id', { params: { id: order.id } });
    const id = holds.find((hold) => hold.team !== null)?.team;
    if (id) await program.quietly(async () => program.ask('POST /api/shop/teams/:id/leaving', { params: { id } }));
  });
}
