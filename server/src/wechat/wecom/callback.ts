import { randomBytes } from 'node:crypto';
import { type JsonObject, textOrNull } from '../json.ts';
import { isSignedBy, openSealed, seal, signatureOf } from '../sealed.ts';
import { readXml } from '../xml.ts';

/** 接收事件服务器 of the app: its Token and EncodingAESKey; what it sends is for the corp. */
export type CallbackKeys = { readonly corpid: string; readonly token: string; readonly aesKey: string };

export type CallbackRequest = {
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Empty for the check of the address. */
  readonly body: string;
};

/** `echo`: the address is checked, and answered with this bare text within a second. Null: not from WeCom, or not for us. */
export type Callback = { readonly echo: string } | { readonly event: JsonObject } | null;

/** Opens what WeCom pushes. Source: developer.work.weixin.qq.com/document/path/90930 */
export function readCallback({ corpid, token, aesKey }: CallbackKeys, { query, body }: CallbackRequest): Callback {
  const { msg_signature: signature = '', timestamp = '', nonce = '', echostr } = query;
  const sealed = body === '' ? echostr : textOrNull(readXml(body) ?? {}, 'Encrypt');
  if (!sealed || !isSignedBy([token, timestamp, nonce, sealed], signature)) return null;
  const text = openSealed(sealed, aesKey, corpid);
  if (text === null) return null;
  if (body === '') return { echo: text };
  const event = readXml(text);
  return event === null ? null : { event };
}

/** What WeCom asks an address with when it is saved in its console: the answer must be `text` and nothing else. */
export function echoQuery({ corpid, token, aesKey }: CallbackKeys, text: string, now: Date): URLSearchParams {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const nonce = randomBytes(5).toString('hex');
  const echostr = seal(text, aesKey, corpid);
  return new URLSearchParams({
    msg_signature: signatureOf([token, timestamp, nonce, echostr]),
    timestamp,
    nonce,
    echostr,
  });
}
