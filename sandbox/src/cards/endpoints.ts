import { postNotice } from '../messages/notice.ts';
import { type MpCall, type MpEndpoint, MpError, ok } from '../mp/endpoint.ts';
import { pushEvent } from '../mp/push.ts';
import { payerTotal } from '../pay/favor/promotion.ts';
import { type PayOrder, transactions } from '../pay/order.ts';
import { paid } from '../shipping/order-key.ts';
import { mainApp } from '../world/apps.ts';
import { parseRecord, textOf } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { type Card, cards, readContent } from './card.ts';

const hourMs = 3_600_000;
/** A card is begun within a day of the payment, and changed within thirty of that. */
const beginMs = 24 * hourMs;
const changeMs = 30 * 24 * hourMs;
const goodsSent = 2001;

const endpoint = (path: string, title: string, answer: MpEndpoint['answer']): MpEndpoint => ({
  method: 'POST',
  path: `/wxa/${path}`,
  title,
  token: true,
  answer,
});

/** 服务卡片: no permission of the shopper is needed, her payment is the code. Only the app in which it was paid may use it. */
export const cardEndpoints: readonly MpEndpoint[] = [
  endpoint('set_user_notify', '激活与更新服务卡片', (world, call) => {
    const order = orderOf(world, call);
    const before = world.store.of(cards).get(order.transactionId ?? '');
    checkTime(world, order, before);
    if (!before && !isChecked(order, textOf(call.body, 'check_json'))) throw new MpError(85437, 'invalid notify_code');
    const text = textOf(call.body, 'content_json');
    const content = readContent(text, before?.status ?? null);
    if (!content) throw new MpError(85433, 'invalid content_json');
    const card: Card = {
      transactionId: order.transactionId ?? '',
      notifyType: goodsSent,
      content: text ?? '',
      status: content.status,
      activatedAt: before?.activatedAt ?? world.clock.now().toISOString(),
      ext: before?.ext ?? null,
    };
    world.store.of(cards).put(card.transactionId, card);
    deliver(world, call, order, content);
    return ok;
  }),
  endpoint('get_user_notify', '查询服务卡片状态', (world, call) => {
    const order = orderOf(world, call);
    const card = world.store.of(cards).get(order.transactionId ?? '');
    return {
      ...ok,
      notify_info: {
        notify_type: goodsSent,
        content_json: card?.content ?? '',
        code_state: world.faults.get().serviceCard === 'refused' ? 10 : 0,
        code_expire_time: Math.floor(expiresAt(order, card) / 1000),
      },
    };
  }),
  endpoint('set_user_notifyext', '更新服务卡片扩展信息', (world, call) => {
    const order = orderOf(world, call);
    const card = world.store.of(cards).get(order.transactionId ?? '');
    const ext = textOf(call.body, 'ext_json');
    if (!card) throw new MpError(85437, 'invalid notify_code');
    checkTime(world, order, card);
    if (ext === undefined || !parseRecord(ext)) throw new MpError(85433, 'invalid ext_json');
    world.store.of(cards).put(card.transactionId, { ...card, ext });
    return ok;
  }),
];

function orderOf(world: World, { body, app }: MpCall): PayOrder {
  if (body.notify_type !== goodsSent) throw new MpError(85434, 'invalid notify_type');
  const order = paid(world, world.store.of(transactions).get(textOf(body, 'notify_code') ?? ''));
  const age = world.clock.now().getTime() - new Date(order?.paidAt ?? 0).getTime();
  const known = age >= world.faults.get().shippingUnknownSeconds * 1000;
  if (!order || !known || (order.appid ?? mainApp(world).appid) !== app.appid)
    throw new MpError(85437, 'invalid notify_code');
  if (textOf(body, 'openid') !== order.openid) throw new MpError(40003, 'invalid openid');
  return order;
}

function expiresAt({ paidAt }: PayOrder, card: Card | undefined): number {
  return card ? new Date(card.activatedAt).getTime() + changeMs : new Date(paidAt ?? 0).getTime() + beginMs;
}

function checkTime(world: World, order: PayOrder, card: Card | undefined): void {
  if (world.clock.now().getTime() > expiresAt(order, card)) throw new MpError(85438, 'notify_code expired');
}

/** check_json: what was paid, before or after the platform's own coupon, and when, to the second. */
function isChecked(order: PayOrder, text: string | undefined): boolean {
  const check = parseRecord(text ?? '');
  if (!check) return false;
  const seconds = Math.floor(new Date(order.paidAt ?? 0).getTime() / 1000);
  return (check.pay_amount === order.total || check.pay_amount === payerTotal(order)) && check.pay_time === seconds;
}

const failures = { refused: [-1004, 'user reject message'], 'no-template': [-1003, 'template not added'] } as const;

/** The card is kept in any case; its message comes into the chats, or the app hears that it did not. */
function deliver(world: World, { app }: MpCall, order: PayOrder, card: { status: number; name: string; page: string }) {
  const { serviceCard } = world.faults.get();
  if (serviceCard !== 'delivered') {
    const [fail_ret, fail_msg] = failures[serviceCard];
    pushEvent(world, app.appid, order.openid, 'notify_service_msg_send_result', {
      openid: order.openid,
      notify_code: order.transactionId,
      notify_type: goodsSent,
      card_status: card.status,
      fail_ret,
      fail_msg,
    });
    return;
  }
  postNotice(world, {
    shopperId: order.shopperId,
    chat: 'service',
    appid: app.appid,
    title: '购物服务动态',
    fields: [
      { label: '状态', value: card.name },
      { label: '商品', value: order.description },
    ],
    page: card.page,
  });
}
