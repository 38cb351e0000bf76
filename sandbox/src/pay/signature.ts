import { createCipheriv, type KeyObject, randomBytes, sign, verify } from 'node:crypto';
import { lettersAndDigits } from '../world/seed.ts';

/** What a merchant signs for a request: five lines, each ended. Source: WeChat Pay v3, 请求签名. */
export function requestMessage(method: string, url: string, timestamp: string, nonce: string, body: string): string {
  return `${method}\n${url}\n${timestamp}\n${nonce}\n${body}\n`;
}

/** What the platform signs for an answer or a notification, over the raw body. */
export function answerMessage(timestamp: string, nonce: string, body: string): string {
  return `${timestamp}\n${nonce}\n${body}\n`;
}

/** What a merchant signs so that a phone may open the cashier (paySign). */
export function cashierMessage(appid: string, timeStamp: string, nonceStr: string, packageText: string): string {
  return `${appid}\n${timeStamp}\n${nonceStr}\n${packageText}\n`;
}

/** RSASSA-PKCS1-v1_5 with SHA-256 in the thread pool, base64. */
export async function signMessage(key: KeyObject, message: string): Promise<string> {
  return new Promise((resolve, reject) => {
    sign('sha256', Buffer.from(message), key, (error, signature) => {
      if (error) reject(error);
      else resolve(signature.toString('base64'));
    });
  });
}

export async function isSignature(key: KeyObject, message: string, signature: string): Promise<boolean> {
  return new Promise((resolve) => {
    verify('sha256', Buffer.from(message), key, Buffer.from(signature, 'base64'), (error, good) => {
      resolve(!error && good);
    });
  });
}

/** AEAD_AES_256_GCM: base64 of ciphertext and 16-byte tag. `key` is the APIv3 key as ASCII. */
export function encryptAead(key: string, nonce: string, associatedData: string, plaintext: string): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(associatedData));
  return Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

export function nonce(length: number): string {
  return Array.from(randomBytes(length), (byte) => lettersAndDigits[byte % lettersAndDigits.length]).join('');
}
