import { createCipheriv, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** What WeChat Pay signs and encrypts by, made for one run; short keys, for signing is WeChat's work and not what is measured. */
export type PayKeys = {
  readonly mchid: string;
  readonly apiV3Key: string;
  readonly serial: string;
  readonly key: KeyObject;
};

export function makePayKeys(): { readonly keys: PayKeys; readonly merchant: Merchant } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const pem = { type: 'spki', format: 'pem' } as const;
  const own = generateKeyPairSync('rsa', {
    modulusLength: 1024,
    publicKeyEncoding: pem,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const apiV3Key = randomBytes(16).toString('hex');
  const [mchid, serial] = ['1900000000', 'PUB_KEY_ID_BENCH'];
  return {
    keys: { mchid, apiV3Key, serial, key: privateKey },
    merchant: {
      mchid,
      merchantSerial: 'BENCH',
      merchantPrivateKeyPem: own.privateKey,
      apiV3Key,
      platformPublicKeyId: serial,
      platformPublicKeyPem: publicKey.export(pem).toString(),
    },
  };
}

export type Merchant = {
  readonly mchid: string;
  readonly merchantSerial: string;
  readonly merchantPrivateKeyPem: string;
  readonly apiV3Key: string;
  readonly platformPublicKeyId: string;
  readonly platformPublicKeyPem: string;
};

type Paid = { readonly number: string; readonly total: number };

/** A notification as WeChat Pay sends it: encrypted for the merchant, signed for this moment. */
export function noticeOf({ mchid, apiV3Key, serial, key }: PayKeys, { number, total }: Paid, now: Date) {
  const resource = JSON.stringify({
    appid: 'wxbench',
    mchid,
    out_trade_no: number,
    transaction_id: `42000000${number}`,
    trade_type: 'JSAPI',
    trade_state: 'SUCCESS',
    trade_state_desc: '支付成功',
    bank_type: 'OTHERS',
    success_time: now.toISOString().replace(/\.\d+Z$/, '+00:00'),
    payer: { openid: 'oBENCH' },
    amount: { total, payer_total: total, currency: 'CNY', payer_currency: 'CNY' },
  });
  const nonce = randomBytes(6).toString('hex');
  const cipher = createCipheriv('aes-256-gcm', apiV3Key, nonce).setAAD(Buffer.from('transaction'));
  const sealed = Buffer.concat([cipher.update(resource, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  const body = JSON.stringify({
    id: randomBytes(16).toString('hex'),
    create_time: now.toISOString(),
    resource_type: 'encrypt-resource',
    event_type: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    resource: {
      original_type: 'transaction',
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext: sealed.toString('base64'),
      associated_data: 'transaction',
      nonce,
    },
  });
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const word = randomBytes(16).toString('hex');
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': word,
      'wechatpay-signature': sign('sha256', Buffer.from(`${timestamp}\n${word}\n${body}\n`), key).toString('base64'),
      'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
      'wechatpay-serial': serial,
    },
  };
}
