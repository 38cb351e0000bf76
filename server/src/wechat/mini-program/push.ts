import { type JsonObject, parseObject, textOrNull } from '../json.ts';
import { isSignedBy, openSealed } from '../sealed.ts';

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
    return isSignedBy([token, timestamp, nonce], signature) ? { echo: echostr } : null;
  }
  const envelope = parseObject(body);
  if (envelope === null) return null;
  const sealed = textOrNull(envelope, 'Encrypt');
  if (sealed !== null && aesKey !== null) {
    if (!isSignedBy([token, timestamp, nonce, sealed], sealedBy ?? '')) return null;
    const event = parseObject(openSealed(sealed, aesKey, appid) ?? '');
    return event === null ? null : { event };
  }
  // In safe mode what comes unsealed was not sent by WeChat: its signature does not cover the body.
  if (aesKey !== null || !isSignedBy([token, timestamp, nonce], signature)) return null;
  return { event: envelope };
}
