import { randomUUID } from 'node:crypto';
import type { Deed, Operator } from '../people.ts';
import { count } from '../tally.ts';

/** What operators do, and how often. */
export const operatorsDeeds: readonly Deed<Operator>[] = [
  { name: 'shipped', weight: 20, act: ship },
  { name: 'decided a request', weight: 12, act: decide },
  { name: 'looked at returned goods', weight: 6, act: inspect },
  { name: 'sent a replacement', weight: 6, act: replace },
  { name: 'gave money back', weight: 8, act: giveBack },
  { name: 'cut a price', weight: 5, act: cutPrice },
  { name: 'corrected stock', weight: 6, act: correctStock },
  { name: 'moved stock', weight: 4, act: moveStock },
  { name: 'gave a coupon', weight: 6, act: giveCoupon },
  { name: 'took a coupon away', weight: 2, act: revoke },
  { name: 'gave points', weight: 8, act: givePoints },
  { name: 'took a card back', weight: 3, act: takeCardBack },
];

async function ordersIn({ api, cookie }: Operator, state: 'paid' | 'unpaid' | 'shipped') {
  return (await api('GET /api/admin/orders', { cookie, query: { state, limit: 50 } })).items;
}

async function requests({ api, cookie, random }: Operator, todo: 'decide' | 'inspect' | 'replace') {
  return random.pick((await api('GET /api/admin/refunds', { cookie, query: { todo, limit: 50 } })).items);
}

async function ship(me: Operator): Promise<unknown> {
  const { api, cookie, random } = me;
  const order = random.pick(await ordersIn(me, 'paid'));
  if (!order) return null;
  const body = { company: '顺丰速运', waybill: `SF${order.number.slice(-12)}` };
  return api('POST /api/admin/orders/:id/shipment', { cookie, params: { id: order.id }, body });
}

async function decide(me: Operator): Promise<unknown> {
  const { api, cookie, random } = me;
  const refund = await requests(me, 'decide');
  if (!refund) return null;
  const { id, amount } = refund;
  const part = refund.afterSale?.kind === 'refund' && amount > 100 && random.chance(0.25);
  const body = part
    ? { approve: true, amount: random.between(1, amount - 1), reply: '先退一部分' }
    : random.chance(0.8)
      ? { approve: true }
      : { approve: false, reply: '看不出问题' };
  return api('POST /api/admin/refunds/:id/decision', { cookie, params: { id }, body });
}

async function inspect(me: Operator): Promise<unknown> {
  const { api, cookie, random } = me;
  const refund = await requests(me, 'inspect');
  if (!refund) return null;
  const lines = refund.lines.map(({ lineId, quantity }) => {
    const back = random.between(0, quantity);
    return { lineId, back, lost: quantity - back };
  });
  const body = random.chance(0.85) ? { accept: true, lines } : { accept: false, reply: '不是我们的商品' };
  return api('POST /api/admin/refunds/:id/inspection', { cookie, params: { id: refund.id }, body });
}

async function replace(me: Operator): Promise<unknown> {
  const { api, cookie, random } = me;
  const refund = await requests(me, 'replace');
  if (!refund) return null;
  const params = { id: refund.id };
  if (random.chance(0.2))
    return api('POST /api/admin/refunds/:id/money-instead', { cookie, params, body: { reply: '没有货了' } });
  const body = { company: '顺丰速运', waybill: `SF${refund.id.slice(-10).toUpperCase()}` };
  return api('POST /api/admin/refunds/:id/replacement', { cookie, params, body });
}

async function giveBack(me: Operator): Promise<unknown> {
  const { api, cookie, random } = me;
  const order = random.pick(await ordersIn(me, random.chance(0.5) ? 'paid' : 'shipped'));
  if (!order) return null;
  const { acts } = await api('GET /api/admin/orders/:id', { cookie, params: { id: order.id } });
  const left = acts.left.filter(({ quantity }) => quantity > 0);
  const lines = random
    .some(left, random.between(1, Math.max(1, left.length)))
    .map(({ lineId, quantity }) => ({ lineId, quantity: random.between(1, quantity) }));
  const body = { reason: '少发了', ...(random.chance(0.3) || lines.length === 0 ? {} : { lines }) };
  return api('POST /api/admin/orders/:id/refunds', { cookie, params: { id: order.id }, body });
}

async function cutPrice(me: Operator): Promise<unknown> {
  const { api, cookie, random } = me;
  const order = random.pick(await ordersIn(me, 'unpaid'));
  if (!order || order.payable < 2) return null;
  const off = random.between(1, Math.min(500, order.payable - 1));
  const body = { off, expectedPayable: order.payable, reason: '老顾客' };
  return api('POST /api/admin/orders/:id/price-cut', { cookie, params: { id: order.id }, body });
}

async function correctStock({ api, cookie, random, goods, tally }: Operator): Promise<unknown> {
  const skuId = random.pick(goods.skuIds) ?? '';
  const change = random.chance(0.7) ? random.between(1, 40) : -random.between(1, 15);
  const answer = await api('POST /api/admin/stock', { cookie, body: { skuId, change, reason: '盘点' } });
  count(tally.stocked, skuId, change);
  return answer;
}

async function moveStock({ api, cookie, random, goods }: Operator): Promise<unknown> {
  const line = { sku: random.pick(goods.skuIds) ?? '', quantity: random.between(1, 8) };
  const way = random.chance(0.6) ? { way: 'to_store', to: goods.storeId } : { way: 'to_shop', from: goods.storeId };
  return api('POST /api/admin/stock-transfers', { cookie, body: { ...way, lines: [line], reason: '补货' } });
}

async function giveCoupon({ api, cookie, random, goods, members }: Operator): Promise<unknown> {
  const memberId = random.pick(members) ?? '';
  const body = { memberId, reason: '补偿' };
  return api('POST /api/admin/coupons/:id/grants', { cookie, params: { id: goods.givenCoupon }, body });
}

async function revoke({ api, cookie, random }: Operator): Promise<unknown> {
  const { items } = await api('GET /api/admin/grants', { cookie, query: { state: 'granted', limit: 50 } });
  const grant = random.pick(items);
  if (!grant) return null;
  return api('POST /api/admin/grants/:id/revocation', { cookie, params: { id: grant.id }, body: { reason: '发错了' } });
}

async function givePoints({ api, cookie, random, members }: Operator): Promise<unknown> {
  const id = random.pick(members) ?? '';
  const points = random.chance(0.85) ? random.between(50, 2_000) : -random.between(1, 300);
  return api('POST /api/admin/members/:id/points', { cookie, params: { id }, body: { points, reason: '补偿' } });
}

async function takeCardBack({ api, cookie, random }: Operator): Promise<unknown> {
  const { items } = await api('GET /api/admin/cards', { cookie, query: { limit: 50 } });
  const card = random.pick(items.filter(({ returnable }) => returnable > 0));
  if (!card) return null;
  const { id, returnable: expected } = card;
  return api('POST /api/admin/cards/:id/return', {
    cookie,
    params: { id },
    body: { reason: '不想要了', expected },
    key: randomUUID(),
  });
}
