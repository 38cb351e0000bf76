import { randomUUID } from 'node:crypto';
import type { Random } from '../../../../rehearsal/src/random.ts';
import type { Buyer, Deed } from '../people.ts';
import { staff } from '../relations.ts';

/** What shoppers do, and how often. */
export const shoppersDeeds: readonly Deed<Buyer>[] = [
  { name: 'looked around', weight: 10, act: look },
  { name: 'put into the cart', weight: 6, act: fillCart },
  { name: 'bought', weight: 36, act: async (her) => buy(her, wish(her)) },
  { name: 'bought at a store', weight: 6, act: async (her) => collect(her, wish(her)) },
  { name: 'had it brought', weight: 6, act: async (her) => bring(her, wish(her)) },
  { name: 'paid late', weight: 8, act: payLate },
  { name: 'paid while it was cancelled', weight: 5, act: payAndCancel },
  { name: 'cancelled', weight: 4, act: cancel },
  { name: 'took a coupon', weight: 6, act: takeCoupon },
  { name: 'checked in', weight: 3, act: async (her) => her.api('POST /api/shop/check-in', { token: her.token }) },
  { name: 'exchanged points', weight: 4, act: exchange },
  { name: 'bought a card', weight: 3, act: buyCard },
  { name: 'received', weight: 5, act: receive },
  { name: 'asked for money back', weight: 7, act: askBack },
  { name: 'took a request back', weight: 2, act: withdraw },
  { name: 'sent goods back', weight: 4, act: sendBack },
  { name: 'added staff', weight: 4, act: addStaff },
  { name: 'left her staff', weight: 1, act: leaveStaff },
  { name: 'took part', weight: 2, act: takePart },
  { name: 'helped a friend', weight: 6, act: helpFriend },
  { name: 'bought together', weight: 12, act: buyTogether },
  { name: 'left a team', weight: 2, act: leaveTeam },
  { name: 'drew', weight: 8, act: draw },
  { name: 'took of a flash sale', weight: 9, act: takeOfFlash },
  { name: 'bargained', weight: 5, act: bargain },
  { name: 'shared', weight: 3, act: share },
  { name: 'opened a link', weight: 4, act: openLink },
];

type Lines = { readonly skuId: string; readonly quantity: number }[];

function wish({ random, goods }: Buyer): Lines {
  return random.some(goods.skuIds, random.between(1, 3)).map((skuId) => ({ skuId, quantity: random.between(1, 3) }));
}

async function look({ api, token, random, tally }: Buyer): Promise<void> {
  const now = Date.now();
  const events = Array.from({ length: random.between(1, 4) }, (_, n) => ({
    id: randomUUID(),
    name: 'checkout_view',
    ts: new Date(now - n * 100).toISOString(),
  }));
  const body = { sentAt: new Date(now).toISOString(), events };
  // Some miss the answer and tell it once more.
  for (const _ of random.chance(0.3) ? ['once', 'again'] : ['once']) await api('POST /collect', { token, body });
  for (const { id } of events) tally.events.add(id);
}

async function fillCart(her: Buyer): Promise<void> {
  const { api, token, random } = her;
  const lines = wish(her);
  for (const { skuId, quantity } of lines)
    await api('PUT /api/shop/cart/:skuId', { token, params: { skuId }, body: { quantity, selected: true } });
  if (random.chance(0.5)) await buy(her, lines, true);
}

/** The same, to be collected out of the store's own stock. */
async function collect(her: Buyer, lines: Lines): Promise<unknown> {
  const { api, token, random, tally, unpaid, goods } = her;
  const { slots } = await api('GET /api/shop/stores/:id', { params: { id: goods.storeId }, query: {} });
  const pickup = { storeId: goods.storeId, from: random.pick(slots)?.from ?? '', name: '李小姐', phone: '13900139000' };
  const quote = await api('POST /api/shop/quote', { token, body: { lines, collects: true } });
  const body = { lines, pickup, expectedPayable: quote.payable, offers: quote.chosen };
  const { id } = await api('POST /api/shop/orders', { token, body, key: randomUUID() });
  tally.placed.add(id);
  if (random.chance(0.7)) return pay(her, id);
  unpaid.push(id);
  return id;
}

/** The same, brought by the shop in a slot that may be full by then. */
async function bring(her: Buyer, lines: Lines): Promise<unknown> {
  const { api, token, addressId, random, tally, unpaid } = her;
  const { area } = await api('GET /api/shop/delivery', { token, query: { addressId } });
  const from = random.pick(area?.slots ?? [])?.from;
  if (from === undefined) return null;
  const quote = await api('POST /api/shop/quote', { token, body: { lines, addressId, brought: true } });
  const body = { lines, addressId, slot: { from }, expectedPayable: quote.payable, offers: quote.chosen };
  const { id } = await api('POST /api/shop/orders', { token, body, key: randomUUID() });
  tally.placed.add(id);
  if (random.chance(0.7)) return pay(her, id);
  unpaid.push(id);
  return id;
}

/** A quote with the best coupons and some points, the order at that price, and what becomes of it at the cashier. */
async function buy(her: Buyer, lines: Lines, fromCart = false): Promise<unknown> {
  const { api, token, addressId, random, tally, unpaid } = her;
  const points = random.chance(0.5) ? random.between(50, 3_000) : 0;
  const quote = await api('POST /api/shop/quote', { token, body: { lines, points, addressId } });
  const body = { lines, points, addressId, fromCart, expectedPayable: quote.payable, offers: quote.chosen };
  const { id } = await api('POST /api/shop/orders', { token, body, key: randomUUID() });
  tally.placed.add(id);
  if (random.chance(0.8)) return pay(her, id);
  unpaid.push(id);
  return id;
}

async function pay({ api, phone, token, wechatId, bought }: Buyer, id: string): Promise<unknown> {
  const params = await api('POST /api/shop/orders/:id/payment', { token, params: { id } });
  if (!(await phone.pay(wechatId, params))) return null;
  bought.push(id);
  return id;
}

async function payLate(her: Buyer): Promise<unknown> {
  const id = taken(her.random, her.unpaid);
  return id === null ? null : pay(her, id);
}

/** Both at once: she has her order or her money, never neither. */
async function payAndCancel(her: Buyer): Promise<unknown> {
  const { api, phone, token, wechatId, bought, random, unpaid } = her;
  const id = taken(random, unpaid);
  if (id === null) return null;
  const params = await api('POST /api/shop/orders/:id/payment', { token, params: { id } });
  const [paid] = await Promise.allSettled([
    phone.pay(wechatId, params),
    api('POST /api/shop/orders/:id/cancellation', { token, params: { id } }),
  ]);
  if (paid.status === 'fulfilled' && paid.value) bought.push(id);
  return id;
}

async function cancel({ api, token, random, unpaid }: Buyer): Promise<unknown> {
  const id = taken(random, unpaid);
  return id === null ? null : api('POST /api/shop/orders/:id/cancellation', { token, params: { id } });
}

async function takeCoupon({ api, token, random, goods }: Buyer): Promise<unknown> {
  const id = random.pick(goods.takenCoupons) ?? '';
  return api('POST /api/shop/coupon-center/:id', { token, params: { id } });
}

async function exchange({ api, token, goods }: Buyer): Promise<unknown> {
  return api('POST /api/shop/rewards/:id', { token, params: { id: goods.rewardId } });
}

async function buyCard(her: Buyer): Promise<unknown> {
  const { api, token, goods, random, tally, unpaid } = her;
  const { id } = await api('POST /api/shop/card-kinds/:id/orders', {
    token,
    params: { id: goods.card.id },
    body: { expectedPrice: goods.card.price },
    key: randomUUID(),
  });
  tally.placed.add(id);
  if (random.chance(0.8)) return pay(her, id);
  unpaid.push(id);
  return id;
}

async function receive({ api, token, random, bought }: Buyer): Promise<unknown> {
  const id = random.pick(bought);
  return id === undefined ? null : api('POST /api/shop/orders/:id/receipt', { token, params: { id } });
}

async function askBack({ api, token, random, bought, asked }: Buyer): Promise<unknown> {
  const id = random.pick(bought);
  if (id === undefined) return null;
  const order = await api('GET /api/shop/orders/:id', { token, params: { id } });
  const whole = random.chance(0.3);
  const lines = random
    .some(order.lines, random.between(1, order.lines.length))
    .map((line) => ({ lineId: line.id, quantity: random.between(1, line.quantity) }));
  const kind = order.state === 'paid' ? undefined : random.pick([undefined, 'return', 'exchange'] as const);
  const refund = await api('POST /api/shop/orders/:id/refunds', {
    token,
    params: { id },
    body: { because: 'bad', ...(whole ? {} : { lines }), ...(kind ? { kind } : {}) },
  });
  asked.push(refund.id);
  return refund;
}

async function withdraw({ api, token, random, asked }: Buyer): Promise<unknown> {
  const id = random.pick(asked);
  return id === undefined ? null : api('POST /api/shop/refunds/:id/withdrawal', { token, params: { id } });
}

async function sendBack({ api, token, random, asked }: Buyer): Promise<unknown> {
  const id = random.pick(asked);
  if (id === undefined) return null;
  const body = { company: '圆通速递', waybill: `YT${id.slice(-10).toUpperCase()}` };
  return api('POST /api/shop/refunds/:id/return-parcel', { token, params: { id }, body });
}

/** She scans the code on a counter and adds whom it shows. */
async function addStaff({ api, token, phone, wechatId, goods }: Buyer): Promise<unknown> {
  const { picture } = await api('POST /api/shop/contact-ways/:id/visits', { token, params: { id: goods.wayId } });
  return picture !== null && (await phone.addContact(wechatId, picture)) ? picture : null;
}

async function leaveStaff({ phone, wechatId, random }: Buyer): Promise<unknown> {
  return (await phone.leaveStaff(wechatId, random.pick(staff) ?? '')) || null;
}

async function takePart({ api, token, goods }: Buyer): Promise<unknown> {
  const { id } = await api('POST /api/shop/activities/:id/entries', { token, params: { id: goods.likesId } });
  if (!goods.invitations.includes(id)) goods.invitations.push(id);
  return id;
}

/** Whatever she is answered, if it is that she helped she is counted: also where she had helped before. */
async function helpFriend({ api, token, random, goods, tally, memberId }: Buyer): Promise<unknown> {
  const id = random.pick(goods.invitations);
  if (id === undefined) return null;
  const { helping } = await api('POST /api/shop/activity-entries/:id/helps', { token, params: { id } });
  if (helping !== 'helped') return null;
  tally.helped.set(id, (tally.helped.get(id) ?? new Set()).add(memberId));
  return id;
}

/** Whoever has bought is one at once; others wait. */
async function share({ api, token, goods }: Buyer): Promise<unknown> {
  const hers = await api('GET /api/shop/distribution', { token });
  if (hers.state === null && hers.missing !== null) return null;
  const { code } =
    hers.state === null ? await api('POST /api/shop/distribution/application', { token, body: { reason: '' } }) : hers;
  if (code !== '' && !goods.links.includes(code)) goods.links.push(code);
  return code;
}

async function openLink({ api, token, random, goods }: Buyer): Promise<unknown> {
  const code = random.pick(goods.links);
  return code === undefined ? null : api('POST /api/shop/distribution/visits', { token, body: { code } });
}

function taken(random: Random, from: string[]): string | null {
  if (from.length === 0) return null;
  return from.splice(random.between(0, from.length - 1), 1)[0] ?? null;
}

/** In the team that was begun last, or in one of her own: the last place is wanted by many, and some never pay for theirs. */
async function buyTogether(her: Buyer): Promise<unknown> {
  const { api, token, addressId, random, tally, unpaid, goods } = her;
  const joined = random.chance(0.75) ? goods.teams.at(-1 - random.between(0, 1)) : undefined;
  const sku = joined === undefined ? random.pick(goods.skuIds.slice(0, 4)) : await skuOf(her, joined);
  const lines = [{ skuId: sku ?? '', quantity: random.between(1, 2) }];
  const play = { activity: goods.groupBuyId, ...(joined === undefined ? {} : { team: joined }) };
  const quote = await api('POST /api/shop/quote', { token, body: { lines, play, addressId } });
  const body = { lines, play, addressId, expectedPayable: quote.payable };
  const { id } = await api('POST /api/shop/orders', { token, body, key: randomUUID() });
  tally.placed.add(id);
  const { holds } = await api('GET /api/shop/orders/:id', { token, params: { id } });
  const team = holds.find((hold) => hold.team !== null)?.team;
  if (team && !goods.teams.includes(team)) goods.teams.push(team);
  if (random.chance(0.8)) return pay(her, id);
  unpaid.push(id);
  return id;
}

async function skuOf({ api, token }: Buyer, id: string): Promise<string | undefined> {
  return (await api('GET /api/shop/teams/:id', { token, params: { id } })).goods[0]?.skuId;
}

async function leaveTeam({ api, token, random, goods }: Buyer): Promise<unknown> {
  const id = random.pick(goods.teams.slice(-4));
  return id === undefined ? null : api('POST /api/shop/teams/:id/leaving', { token, params: { id } });
}

/** Some press twice, or from two phones at once: the same draw is asked for again, or another chance is wanted. */
async function draw({ api, token, random, goods }: Buyer): Promise<unknown> {
  const nonces = [randomUUID(), ...(random.chance(0.3) ? [randomUUID()] : [])];
  const asked = random.chance(0.3) ? [...nonces, ...nonces] : nonces;
  const [first] = await Promise.all(
    asked.map(async (nonce) =>
      api('POST /api/shop/activities/:id/draws', { token, params: { id: goods.lotteryId }, body: { nonce } }),
    ),
  );
  return first;
}

/** Some of what is wanted most: kept for her, and ordered, given up, or never paid. What she was answered and lost is still kept for her. */
async function takeOfFlash(her: Buyer): Promise<unknown> {
  const { api, token, random, goods } = her;
  const skuId = random.pick(goods.skuIds.slice(2, 5)) ?? '';
  const asked = { params: { id: goods.flashId }, body: { skuId, quantity: random.between(1, 2) } };
  const { take } = await api('POST /api/shop/activities/:id/takes', { token, ...asked });
  if (take === null || take.orderId !== null || random.chance(0.2)) return take;
  return order(her, goods.flashId, [{ skuId: take.skuId, quantity: take.units }]);
}

/** She begins hers or asks how it stands, and orders it at the price it has come down to. */
async function bargain(her: Buyer): Promise<unknown> {
  const { api, token, random, goods } = her;
  const { id } = await api('POST /api/shop/activities/:id/entries', { token, params: { id: goods.bargainId } });
  if (!goods.invitations.includes(id)) goods.invitations.push(id);
  return random.chance(0.3) ? order(her, goods.bargainId, [{ skuId: goods.skuIds[5] ?? '', quantity: 1 }]) : id;
}

/** At the price of a play, alone. */
async function order(her: Buyer, activity: string, lines: Lines): Promise<unknown> {
  const { api, token, addressId, random, tally, unpaid } = her;
  const asked = { lines, play: { activity }, addressId };
  const quote = await api('POST /api/shop/quote', { token, body: asked });
  const body = { ...asked, expectedPayable: quote.payable };
  const { id } = await api('POST /api/shop/orders', { token, body, key: randomUUID() });
  tally.placed.add(id);
  if (random.chance(0.8)) return pay(her, id);
  unpaid.push(id);
  return id;
}
