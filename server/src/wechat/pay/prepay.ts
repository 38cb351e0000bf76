import { cut } from '../../platform/cut.ts';
import { WechatInputError } from '../errors.ts';
import { textAt } from '../json.ts';
import { shanghaiTimestamp } from '../time.ts';
import type { PayClient } from './client.ts';
import { nonce } from './exchange.ts';
import { jsapiPaySign, type Merchant } from './sign.ts';

export type PrepayOrder = {
  /** 6 to 32 of digits, letters and `_-*`; the same number with the same content may be asked for again. */
  readonly outTradeNo: string;
  /** What the shopper sees on the payment sheet; cut to 127 characters. */
  readonly description: string;
  /** Fen, at least 1. */
  readonly total: number;
  /** The app in which she pays, and who she is in it. */
  readonly appid: string;
  readonly openid: string;
  /** Without a query. */
  readonly notifyUrl: string;
  /** Last moment to pay; WeChat raises it to a minute from now. Only the first call for a number sets it. */
  readonly expiresAt?: Date;
  /** At most 128 characters; comes back with the payment. */
  readonly attach?: string;
  readonly clientIp?: string;
};

/** The arguments of `wx.requestPayment`. */
export type PaymentRequest = {
  readonly appId: string;
  readonly timeStamp: string;
  readonly nonceStr: string;
  readonly package: string;
  readonly signType: 'RSA';
  readonly paySign: string;
};

/**
 * Opens a payment; the prepay id is good for two hours. PayError OUTTRADENOUSED, ORDERCLOSED, ORDERPAID, PARAMERROR,
 * APPIDMCHIDNOTMATCH, RULELIMIT, …
 */
export async function prepay(client: PayClient, merchant: Merchant, order: PrepayOrder): Promise<string> {
  refuseBadOrder(order);
  const answer = await client({
    method: 'POST',
    path: '/v3/pay/transactions/jsapi',
    body: {
      appid: order.appid,
      mchid: merchant.mchid,
      description: cut(order.description, 127),
      out_trade_no: order.outTradeNo,
      time_expire: order.expiresAt === undefined ? undefined : shanghaiTimestamp(order.expiresAt, 'seconds'),
      attach: order.attach,
      notify_url: order.notifyUrl,
      amount: { total: order.total, currency: 'CNY' },
      payer: { openid: order.openid },
      scene_info: order.clientIp === undefined ? undefined : { payer_client_ip: order.clientIp },
    },
  });
  return textAt(answer, 'prepay_id');
}

/** Signs what the shopper's client hands to WeChat. Its success is no proof of payment: wait for the notification or ask. */
export async function paymentRequest(
  merchant: Merchant,
  appid: string,
  prepayId: string,
  now: Date,
): Promise<PaymentRequest> {
  const params = {
    appId: appid,
    timeStamp: String(Math.floor(now.getTime() / 1000)),
    nonceStr: nonce(),
    package: `prepay_id=${prepayId}`,
  };
  return { ...params, signType: 'RSA', paySign: await jsapiPaySign(params, merchant.privateKey) };
}

function refuseBadOrder(order: PrepayOrder): void {
  if (!/^[0-9A-Za-z_\-*]{6,32}$/.test(order.outTradeNo)) {
    throw new WechatInputError('outTradeNo', 'must be 6 to 32 of digits, letters and _-*');
  }
  if (!Number.isSafeInteger(order.total) || order.total < 1) {
    throw new WechatInputError('total', 'must be whole fen, at least 1');
  }
  if (order.description.trim() === '') throw new WechatInputError('description', 'is empty');
  if (order.notifyUrl.includes('?')) throw new WechatInputError('notifyUrl', 'must not carry a query');
  if ((order.attach?.length ?? 0) > 128) throw new WechatInputError('attach', 'is longer than 128 characters');
}
