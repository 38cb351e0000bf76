import { createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import type { JsonObject } from '../json.ts';
import { type PlayedAnswer, type PlayedWechat, playWechat, type ReceivedRequest } from '../testing.ts';
import { encryptResource } from './resource.ts';
import { signText } from './sign.ts';

export const apiV3Key = 'an APIv3 key has thirty-two bytes'.slice(0, 32);

export type PlatformKey = { readonly serial: string; readonly pem: string; readonly privateKey: KeyObject };

/** A fresh RSA key with a self-signed certificate: what WeChat Pay signs with in certificate mode. */
export function platformKey(): PlatformKey {
  // The first bit stays clear: DER would need a leading zero byte otherwise.
  const serial = `5${randomBytes(20).toString('hex').toUpperCase().slice(1)}`;
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const sha256Rsa = sequence(Buffer.from('06092a864886f70d01010b0500', 'hex'));
  const name = sequence(
    der(0x31, sequence(Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from('Tenpay.com sign')))),
  );
  const validity = sequence(der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('490101000000Z')));
  const number = Buffer.from(serial, 'hex');
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const body = sequence(der(0x02, number), sha256Rsa, name, validity, name, spki);
  const signature = createSign('RSA-SHA256').update(body).sign(privateKey);
  const certificate = sequence(body, sha256Rsa, der(0x03, Buffer.from([0]), signature));
  const lines = certificate.toString('base64').replace(/.{64}/g, '$&\n');
  return { serial, privateKey, pem: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n` };
}

/** The four signature headers over this body. */
export async function signedHeaders(
  key: { readonly serial: string; readonly privateKey: KeyObject },
  body: string,
  now: Date,
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const nonce = randomBytes(16).toString('hex');
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': key.serial,
    'wechatpay-signature': await signText(`${timestamp}\n${nonce}\n${body}\n`, key.privateKey),
  };
}

export function seal(value: JsonObject, associatedData: string): JsonObject {
  const nonce = randomBytes(6).toString('hex');
  const { ciphertext } = encryptResource(JSON.stringify(value), apiV3Key, { nonce, associatedData });
  return { algorithm: 'AEAD_AES_256_GCM', nonce, associated_data: associatedData, ciphertext };
}

/** The body of GET /v3/certificates for these keys. */
export function certificateList(keys: readonly PlatformKey[], expireTime = '2049-01-01T00:00:00+08:00'): JsonObject {
  return {
    data: keys.map((key) => ({
      serial_no: key.serial,
      effective_time: '2020-01-01T00:00:00+08:00',
      expire_time: expireTime,
      encrypt_certificate: sealText(key.pem),
    })),
  };
}

function sealText(plaintext: string): JsonObject {
  const nonce = randomBytes(6).toString('hex');
  const { ciphertext } = encryptResource(plaintext, apiV3Key, { nonce, associatedData: 'certificate' });
  return { algorithm: 'AEAD_AES_256_GCM', nonce, associated_data: 'certificate', ciphertext };
}

export type PayAnswer = {
  readonly status?: number;
  readonly json?: JsonObject;
  /** Signs with this instead of the usual key; null leaves the answer unsigned. */
  readonly key?: { readonly serial: string; readonly privateKey: KeyObject } | null;
  readonly signedAt?: Date;
  /** Sent in place of the signature. */
  readonly signature?: string;
};

/** Plays WeChat Pay under `/pay`, signing every answer with `key` unless the answer says otherwise. */
export async function playPay(
  key: { readonly serial: string; readonly privateKey: KeyObject },
  now: () => Date,
  answer: (request: ReceivedRequest, index: number) => PayAnswer,
): Promise<PlayedWechat> {
  const played = await playWechat(async (request, index): Promise<PlayedAnswer> => {
    const { status, json, key: ownKey = key, signedAt, signature } = answer(request, index);
    const body = json === undefined ? '' : JSON.stringify(json);
    const signed = ownKey === null ? {} : await signedHeaders(ownKey, body, signedAt ?? now());
    const headers = { ...signed, ...(signature === undefined ? {} : { 'wechatpay-signature': signature }) };
    return { status, body, headers: { 'Content-Type': 'application/json', 'Request-ID': 'REQ-1', ...headers } };
  });
  return { ...played, baseUrl: `${played.baseUrl}/pay` };
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
