import type { FastifyInstance } from 'fastify';
import { openLink } from '../codes/links.ts';
import { wxaCodes } from '../codes/wxacode.ts';
import { giveCode } from '../login/code.ts';
import { chatsOf, postNotice, readNotices, unreadOf } from '../messages/notice.ts';
import { requestSubscribe } from '../messages/request.ts';
import { answerCashier, openCashier } from '../pay/cashier.ts';
import type { Pay } from '../pay/endpoint.ts';
import { payOrders, transactions } from '../pay/order.ts';
import { answerTransfer, openTransfer } from '../pay/transfer.ts';
import { confirmReceipt } from '../shipping/confirm.ts';
import { orderPageOf } from '../shipping/trade.ts';
import { staffOf } from '../wecom/corp.ts';
import { groups, membersOf } from '../wecom/groups.ts';
import { appById, mainApp } from '../world/apps.ts';
import { BadInput } from '../world/bad-input.ts';
import type { App } from '../world/credentials.ts';
import { type Json, textOf } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { describeFully, describeShopper, paidBy } from './describe.ts';
import { readBody, readQuery } from './read.ts';
import { readCashierAnswer, readCashierRequest, readShare, readSubscribe } from './read-sheets.ts';
import { changePhoneNumber, createShopper, openidOf, type Shopper, shopperByMasked, shoppers } from './shopper.ts';
import { changeSetting, settingOf } from './subscribe-setting.ts';

const chatNames: { readonly [chat: string]: string } = { service: '服务通知', pay: '微信支付', sms: '短信' };

/** What a shopper's phone can do: the page's API, and the hand of a rehearsal or a test. Below `/sandbox/api`. */
export function mountPhone(app: FastifyInstance, pay: Pay): void {
  const { world } = pay;
  mountShoppers(app, world);
  mountSheets(app, pay);

  mountChats(app, world);
  // What is behind a link that the phone scanned or was sent.
  app.get('/links', async (request) => {
    const link = openLink(world, readQuery(request).ticket ?? '');
    if (link === null) throw new BadInput('链接已失效', 404);
    return link;
  });
  app.get('/codes', async () => ({ codes: [...world.store.of(wxaCodes).all()].reverse() }));
}

function nameOfChat(world: World, chat: string): string {
  const member = chat.startsWith('wecom:') ? staffOf(world, chat.slice('wecom:'.length)) : undefined;
  const account = chat.startsWith('account:') ? appById(world, chat.slice('account:'.length)) : undefined;
  if (account) return account.name;
  if (member) return `${member.name} @${world.credentials.corp.name}`;
  const group = chat.startsWith('group:') ? world.store.of(groups).get(chat.slice('group:'.length)) : undefined;
  if (group) return group.dismissed ? group.name : `${group.name}(${membersOf(world, group.chatId).length})`;
  return chatNames[chat] ?? world.store.of(shoppers).get(chat)?.label ?? chat;
}

function mountChats(app: FastifyInstance, world: World): void {
  app.get('/shoppers/:id/chats', async (request) => {
    const { id } = shopperOf(world, request.params);
    return {
      chats: chatsOf(world, id, (chat) => nameOfChat(world, chat)),
    };
  });
  app.post('/shoppers/:id/chats/read', async (request) => {
    const { chat } = readBody(request);
    if (chat !== undefined && typeof chat !== 'string') throw new BadInput('chat 应为会话编号');
    readNotices(world, shopperOf(world, request.params).id, chat ?? null);
    return { ok: true };
  });
  app.post('/shoppers/:id/shares', async (request, reply) => {
    const from = shopperOf(world, request.params);
    const body = readBody(request);
    const { to, title, path, imageUrl } = readShare(body);
    const { appid } = appOf(world, body);
    const shopperId = shopperOf(world, { id: to }).id;
    if (shopperId === from.id) throw new BadInput('不能分享给自己');
    postNotice(world, { shopperId, chat: 'friend', appid, from: from.id, title, page: path, image: imageUrl });
    return reply.code(201).send({ ok: true });
  });
}

function mountShoppers(app: FastifyInstance, world: World): void {
  app.get('/shoppers', async (request) => {
    const { q, unread, limit, sort } = readQuery(request);
    const text = (q ?? '').trim();
    const all = [...world.store.of(shoppers).all()];
    const met = unread === '1' ? all.filter(({ id }) => unreadOf(world, id) > 0) : all;
    const found = text === '' ? met : met.filter((shopper) => matches(shopper, text));
    const most = Math.min(Math.max(Number(limit ?? 500) || 500, 1), 2000);
    return {
      shoppers: sorted(world, found, sort)
        .slice(0, most)
        .map((one) => describeShopper(world, one)),
      total: found.length,
    };
  });
  app.post('/shoppers', async (request, reply) => {
    const { label } = readBody(request);
    if (label !== undefined && (typeof label !== 'string' || label.trim() === '' || [...label].length > 30)) {
      throw new BadInput('顾客名称应为 1 到 30 个字');
    }
    return reply.code(201).send(describeFully(world, createShopper(world, label?.trim())));
  });
  app.put('/shoppers/:id/phone-number', async (request) => {
    const { phoneNumber } = readBody(request);
    if (typeof phoneNumber !== 'string' || !/^1\d{10}$/.test(phoneNumber)) throw new BadInput('手机号应为 11 位数字');
    return describeFully(world, changePhoneNumber(world, shopperOf(world, request.params), phoneNumber));
  });
  app.get('/shoppers/:id', async (request) => {
    const id = idOf(request.params);
    const known = id.includes('…') ? shopperByMasked(world, appOf(world, readQuery(request)), id) : undefined;
    return describeFully(world, known ?? shopperOf(world, request.params));
  });
}

/** By their numbers unless asked otherwise; who has as many messages, or paid as much, stays in that order. */
function sorted(world: World, found: readonly Shopper[], sort: string | undefined): readonly Shopper[] {
  const by = { unread: ({ id }: Shopper) => unreadOf(world, id), paid: ({ id }: Shopper) => paidBy(world, id) };
  if (sort !== 'unread' && sort !== 'paid') return found;
  const weights = new Map(found.map((shopper) => [shopper, by[sort](shopper)]));
  return found.toSorted((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0));
}

function mountSheets(app: FastifyInstance, pay: Pay): void {
  const { world } = pay;
  app.post('/shoppers/:id/login-code', async (request) => {
    const app = appOf(world, readBody(request));
    return { code: giveCode(world, 'login', app, shopperOf(world, request.params).id) };
  });
  app.post('/shoppers/:id/phone-code', async (request) => {
    const app = appOf(world, readBody(request));
    return { code: giveCode(world, 'phone', app, shopperOf(world, request.params).id) };
  });
  app.get('/shoppers/:id/subscribe-setting', async (request) => {
    const { ids = '', appid } = readQuery(request);
    const app = appOf(world, { appid });
    return settingOf(
      world,
      app,
      shopperOf(world, request.params).id,
      ids.split(',').filter((id) => id !== ''),
    );
  });
  app.put('/shoppers/:id/subscribe-setting', async (request) => {
    const shopper = shopperOf(world, request.params);
    const body = readBody(request);
    changeSetting(world, appOf(world, body), shopper.id, body);
    return settingOf(world, appOf(world, body), shopper.id, []);
  });
  app.post('/shoppers/:id/subscribe', async (request) => {
    const shopper = shopperOf(world, request.params);
    const body = readBody(request);
    const { templateIds, answer, always } = readSubscribe(body);
    return requestSubscribe(world, appOf(world, body), shopper.id, templateIds, answer, always);
  });
  app.post('/shoppers/:id/bill', async (request) => {
    const body = readBody(request);
    const shopper = shopperOf(world, request.params);
    const bill = await openCashier(world, appOf(world, body), shopper, readCashierRequest(body));
    if (!bill.ok) return { ok: false, errMsg: `requestPayment:fail ${bill.refusal}` };
    const { outTradeNo, description, total } = bill.order;
    const off = bill.promotions.map(({ name, amount }) => ({ name, amount }));
    return { ok: true, outTradeNo, description, total, off };
  });
  app.post('/shoppers/:id/receipt', async (request) => {
    const body = readBody(request);
    return confirmOnSheet(world, appOf(world, body), shopperOf(world, request.params), body);
  });
  // 小程序购物订单: what she paid, each with the page of the shop that the platform opens for it.
  app.get('/shoppers/:id/orders', async (request) => {
    const shopper = shopperOf(world, request.params);
    const hers = world.store.of(payOrders).by(shopper.id);
    return {
      orders: hers.flatMap((order) => {
        const appid = order.appid ?? mainApp(world).appid;
        const { outTradeNo, description, total, paidAt } = order;
        return paidAt === null
          ? []
          : [{ appid, outTradeNo, description, total, paidAt, page: orderPageOf(world, appid, outTradeNo) }];
      }),
    };
  });
  app.post('/shoppers/:id/transfer-bill', async (request) => {
    const body = readBody(request);
    return openTransfer(world, appOf(world, body), shopperOf(world, request.params), body);
  });
  app.post('/shoppers/:id/transfer', async (request) => {
    const body = readBody(request);
    return answerTransfer(world, appOf(world, body), shopperOf(world, request.params), body);
  });
  app.post('/shoppers/:id/pay', async (request) => {
    const body = readBody(request);
    const shopper = shopperOf(world, request.params);
    const { answer, awaitNotify } = readCashierAnswer(body);
    return answerCashier(pay, appOf(world, body), shopper, readCashierRequest(body), answer, awaitNotify);
  });
}

/** `{merchant_id, merchant_trade_no, transaction_id, answer}`: WeChat's own sheet of confirming a receipt. */
function confirmOnSheet(world: World, app: App, shopper: Shopper, body: Json): Json {
  const byTransaction = world.store.of(transactions).get(textOf(body, 'transaction_id') ?? '');
  const order = world.store.of(payOrders).get(textOf(body, 'merchant_trade_no') ?? byTransaction ?? '');
  const hers = order?.paidAt && order.openid === openidOf(world, shopper, app);
  if (!order || !hers)
    return { errMsg: 'openBusinessView:ok', extraData: { status: 'fail', errormsg: '支付单不存在' } };
  if (body.answer === 'cancel') return { errMsg: 'openBusinessView:ok', extraData: { status: 'cancel' } };
  const confirmed = confirmReceipt(world, order, 'shopper');
  const status = confirmed === null ? 'fail' : 'success';
  return { errMsg: 'openBusinessView:ok', extraData: { status } };
}

/** The app the phone is in; without a word the main mini program. */
function appOf(world: World, body: Json): App {
  const { appid } = body;
  if (appid === undefined) return mainApp(world);
  const app = typeof appid === 'string' ? appById(world, appid) : undefined;
  if (!app) throw new BadInput('沙箱里没有这个应用');
  return app;
}

function shopperOf(world: World, params: unknown): Shopper {
  const id = idOf(params);
  const shopper = world.store.of(shoppers).get(id);
  if (!shopper) throw new BadInput(`没有编号为 ${id} 的模拟顾客`, 404);
  return shopper;
}

const idOf = (params: unknown): string =>
  params && typeof params === 'object' && 'id' in params ? String(params.id) : '';

function matches(shopper: Shopper, text: string): boolean {
  return [shopper.label, shopper.openid, shopper.phoneNumber, shopper.id].some((value) => value.includes(text));
}
