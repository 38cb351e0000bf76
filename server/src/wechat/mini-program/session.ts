import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import { WechatInputError } from '../errors.ts';
import { type JsonObject, objectOrEmpty, parseObject } from '../json.ts';

export type EncryptedData = {
  readonly sessionKey: string;
  readonly iv: string;
  readonly encryptedData: string;
};

/**
 * Opens `encryptedData` of a mini-program button: AES-128-CBC, PKCS#7, all three parts base64. Throws WechatInputError
 * when the session key is another login's, the data was altered, or its watermark names another app.
 */
export function decryptUserData(data: EncryptedData, appid: string): JsonObject {
  const opened = parseObject(decryptText(data));
  if (opened === null) throw new WechatInputError('encryptedData', 'holds no JSON object');
  if (objectOrEmpty(opened, 'watermark').appid !== appid) {
    throw new WechatInputError('encryptedData', 'was made for another app');
  }
  return opened;
}

/** Whether `rawData` is what WeChat handed to the page: signature = sha1(rawData + session_key), lower-case hex. */
export function isGenuineRawData(rawData: string, sessionKey: string, signature: string): boolean {
  const expected = createHash('sha1').update(rawData, 'utf8').update(sessionKey, 'utf8').digest();
  const given = Buffer.from(signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function decryptText(data: EncryptedData): string {
  try {
    const key = Buffer.from(data.sessionKey, 'base64');
    const decipher = createDecipheriv('aes-128-cbc', key, Buffer.from(data.iv, 'base64'));
    return decipher.update(data.encryptedData, 'base64', 'utf8') + decipher.final('utf8');
  } catch {
    throw new WechatInputError('encryptedData', 'does not open with this session key');
  }
}
