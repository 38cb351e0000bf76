import { constants, createPublicKey, type KeyObject, privateDecrypt, publicEncrypt, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';

// With a callback these run in the thread pool: a signature costs about 0.6 ms of CPU that must not stop the event loop.
const signInPool = promisify(sign);
const verifyInPool = promisify(verify);

export type Merchant = {
  readonly mchid: string;
  /** Serial of the merchant's API certificate. */
  readonly serial: string;
  readonly privateKey: KeyObject;
};

/** Whoever gives 商品券 by itself: a brand has a number, a certificate and a key of its own. */
export type Brand = {
  readonly brandId: string;
  /** Serial of the brand's API certificate. */
  readonly serial: string;
  readonly privateKey: KeyObject;
};

export type SignedRequest = {
  readonly method: string;
  /** Path and query exactly as sent, without the host and without a prefix that the base URL adds. */
  readonly url: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly nonce: string;
  /** The very text that is sent; empty for GET. */
  readonly body: string;
};

/** The value of the Authorization header (APIv3 request signing: five lines, each ended by a line feed). A brand's is of another scheme. */
export async function buildAuthorization(signer: Merchant | Brand, request: SignedRequest): Promise<string> {
  const { method, url, timestamp, nonce, body } = request;
  const signature = await signText(`${method}\n${url}\n${timestamp}\n${nonce}\n${body}\n`, signer.privateKey);
  const who =
    'mchid' in signer
      ? `WECHATPAY2-SHA256-RSA2048 mchid="${signer.mchid}"`
      : `WECHATPAY-BRAND-SHA256-RSA2048 brand_id="${signer.brandId}"`;
  return `${who},nonce_str="${nonce}",timestamp="${timestamp}",serial_no="${signer.serial}",signature="${signature}"`;
}

export type SignedMessage = {
  readonly timestamp: string;
  readonly nonce: string;
  /** Raw bytes as received: a body that was parsed and written again no longer verifies. */
  readonly body: Buffer;
  readonly signature: string;
};

/** Whether an answer or a notification was signed with the private half of `key`. */
export async function verifySignature(message: SignedMessage, key: KeyObject): Promise<boolean> {
  const signed = Buffer.concat([
    Buffer.from(`${message.timestamp}\n${message.nonce}\n`, 'utf8'),
    message.body,
    Buffer.from('\n'),
  ]);
  return verifyInPool('RSA-SHA256', signed, key, Buffer.from(message.signature, 'base64'));
}

export type PaymentParams = {
  readonly appId: string;
  readonly timeStamp: string;
  readonly nonceStr: string;
  readonly package: string;
};

/** `paySign` of `wx.requestPayment` and of the JSAPI bridge. */
export async function jsapiPaySign(params: PaymentParams, key: KeyObject): Promise<string> {
  return signText(`${params.appId}\n${params.timeStamp}\n${params.nonceStr}\n${params.package}\n`, key);
}

/** base64(RSASSA-PKCS1-v1_5 with SHA-256). */
export async function signText(text: string, key: KeyObject): Promise<string> {
  return (await signInPool('RSA-SHA256', Buffer.from(text, 'utf8'), key)).toString('base64');
}

const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };

/** Encrypts a sensitive field (a name, an account) for WeChat Pay; at most 214 bytes with a 2048-bit key. */
export function oaepEncrypt(text: string, key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return publicEncrypt({ key: publicKey, ...oaep }, Buffer.from(text, 'utf8')).toString('base64');
}

/** Opens a sensitive field of an answer with the merchant's private key. */
export function oaepDecrypt(ciphertext: string, privateKey: KeyObject): string {
  return privateDecrypt({ key: privateKey, ...oaep }, Buffer.from(ciphertext, 'base64')).toString('utf8');
}
