import { createPrivateKey, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { answerMessage, encryptAead, nonce, signMessage } from '../../../sandbox/src/pay/signature.ts';
import { rfc3339 } from '../../../sandbox/src/world/clock.ts';
import type { TestApp } from '../../src/platform/testing/app.ts';

export type Recording = { readonly headers: Record<string, string>; readonly body: string };

/** What WeChat would send for a payment: real in every way, for the sandbox's own keys sign it. */
export async function signedPayment(
  app: TestApp,
  payment: { readonly number: string; readonly total: number; readonly transactionId: string },
): Promise<Recording> {
  const { merchant, apps } = app.config.wechat;
  return signed(app, 'TRANSACTION.SUCCESS', 'transaction', {
    appid: apps[0].appid,
    mchid: merchant.mchid,
    out_trade_no: payment.number,
    transaction_id: payment.transactionId,
    trade_type: 'JSAPI',
    trade_state: 'SUCCESS',
    trade_state_desc: '支付成功',
    bank_type: 'OTHERS',
    success_time: rfc3339(app.ctx.now()),
    payer: { openid: 'oPAYER' },
    amount: { total: payment.total, payer_total: payment.total, currency: 'CNY', payer_currency: 'CNY' },
  });
}

/** The same for a refund that went through. */
export async function signedRefund(
  app: TestApp,
  refund: { readonly number: string; readonly refundNumber: string; readonly amount: number },
): Promise<Recording> {
  return signed(app, 'REFUND.SUCCESS', 'refund', {
    mchid: app.config.wechat.merchant.mchid,
    out_trade_no: refund.number,
    transaction_id: `4400${refund.number}`,
    out_refund_no: refund.refundNumber,
    refund_id: `5030${refund.refundNumber}`,
    refund_status: 'SUCCESS',
    success_time: rfc3339(app.ctx.now()),
    user_received_account: '支付用户零钱',
    amount: { total: refund.amount, refund: refund.amount, payer_total: refund.amount, payer_refund: refund.amount },
  });
}

async function signed(app: TestApp, eventType: string, type: string, resource: object): Promise<Recording> {
  const { merchant } = app.config.wechat;
  const keys = await readFile(path.join(app.config.dataDir, 'sandbox/platform-keys.json'), 'utf8');
  const key = createPrivateKey(String(JSON.parse(keys).publicKeyModePrivateKeyPem));
  const now = app.ctx.now();
  const once = nonce(12);
  const body = JSON.stringify({
    id: randomUUID(),
    create_time: rfc3339(now),
    resource_type: 'encrypt-resource',
    event_type: eventType,
    summary: '通知',
    resource: {
      original_type: type,
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext: encryptAead(merchant.apiV3Key, once, type, JSON.stringify(resource)),
      associated_data: type,
      nonce: once,
    },
  });
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const word = nonce(32);
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': word,
      'wechatpay-signature': await signMessage(key, answerMessage(timestamp, word, body)),
      'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
      'wechatpay-serial': merchant.platformPublicKeyId ?? '',
    },
  };
}

/** Deliver it as it is; answers the status. */
export async function deliver(app: TestApp, { headers, body }: Recording): Promise<number> {
  return (await fetch(`${app.running.address}/pay/notify`, { method: 'POST', headers, body })).status;
}
