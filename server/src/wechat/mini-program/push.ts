import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import { type JsonObject, parseObject, textOrNull } from '../json.ts';

/** What the console calls 消息推送: 「Token」, and in safe mode 「EncodingAESKey」. */
export type PushKeys = { readonly appid: string; readonly token: string; readonly aesKey: string | null };

export type PushRequest = {
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Empty for the check of the address. */
  readonly body: string;
};

/** `echo`: the address is checked and answered with this text. Null: not from WeChat, or not to be opened. */
export type Pushed = { readonly echo: string } | { readonly event: JsonObject } | null;

/**
 * Opens what WeChat pushes to the address of an app: the data format is JSON, the mode plain or safe (the console's words).
 * Source: 消息推送 of the mini-program documents, and the vectors of WXBizMsgCrypt.
 */
export function readPush({ appid, token, aesKey }: PushKeys, { query, body }: PushRequest): Pushed {
  const { signature = '', msg_signature: sealedBy, timestamp = '', nonce = '', echostr } = query;
  if (echostr !== undefined && body === '') {
    return isSigned([token, timestamp, nonce], signature) ? { echo: echostr } : null;
  }
  const envelope = parseObject(body);
  if (envelope === null) return null;
  const sealed = textOrNull(envelope, 'Encrypt');
  if (sealed !== null && aesKey !== null) {
    if (!isSigned([token, timestamp, nonce, sealed], sealedBy ?? '')) return null;
    const event = parseObject(open(sealed, aesKey, appid) ?? '');
    return event === null ? null : { event };
  }
  // In safe mode what comes unsealed was not sent by WeChat: its signature does not cover the body.
  if (aesKey !== null || !isSigned([token, timestamp, nonce], signature)) return null;
  return { event: envelope };
}

function isSigned(parts: readonly string[], signature: string): boolean {
  const expected = createHash('sha1')
    .update([...parts].sort().join(''))
    .digest();
  const given = Buffer.from(signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** 16 random bytes, the length, the text, and whom it is for: what is for another app is not ours. */
function open(sealed: string, aesKey: string, appid: string): string | null {
  try {
    const key = Buffer.from(`${aesKey}=`, 'base64');
    const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    const padded = Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()]);
    const plain = padded.subarray(0, padded.length - (padded.at(-1) ?? 0));
    const end = 20 + plain.readUInt32BE(16);
    return plain.subarray(end).toString('utf8') === appid ? plain.subarray(20, end).toString('utf8') : null;
  } catch {
    // Another key, or cut off: which of the steps failed says nothing more.
    return null;
  }
}
