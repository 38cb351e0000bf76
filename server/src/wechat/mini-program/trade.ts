import type { WechatTransport } from '../transport.ts';
import type { PaidOrderKey } from './shipping.ts';

const family = '/wxa/sec/order';

/** 小程序发货信息管理服务: whether this app is under it. */
export async function isTradeManaged(transport: WechatTransport, appid: string): Promise<boolean> {
  const answer = await transport.json({ method: 'POST', path: `${family}/is_trade_managed`, body: { appid } });
  // The sample shows a number where the table says boolean.
  return answer.is_trade_managed === true || answer.is_trade_managed === 1;
}

export async function setMessagePage(transport: WechatTransport, path: string): Promise<void> {
  await transport.json({ method: 'POST', path: `${family}/set_msg_jump_path`, body: { path } });
}

export async function setOrderPage(transport: WechatTransport, path: string): Promise<void> {
  await transport.json({ method: 'POST', path: `${family}/update_order_detail_path`, body: { path } });
}

/**
 * Asks her to confirm a receipt: of an express parcel, once a payment, with the moment at which the carrier handed it over.
 * WechatError 10060003: it was asked before; 10060004: nothing is to be confirmed.
 */
export async function remindReceipt(transport: WechatTransport, key: PaidOrderKey, handedOverAt: Date): Promise<void> {
  const order =
    'transactionId' in key
      ? { transaction_id: key.transactionId }
      : { merchant_id: key.mchid, merchant_trade_no: key.outTradeNo };
  await transport.json({
    method: 'POST',
    path: `${family}/notify_confirm_receive`,
    body: { ...order, received_time: Math.floor(handedOverAt.getTime() / 1000) },
  });
}
