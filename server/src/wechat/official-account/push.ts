import { type JsonObject, textOrNull } from '../json.ts';
import { isSignedBy, openSealed, seal, signatureOf } from '../sealed.ts';
import { readXml } from '../xml.ts';

/** 服务器配置 of its console: Token, and in safe or compatible mode EncodingAESKey. */
export type AccountKeys = { readonly appid: string; readonly token: string; readonly aesKey: string | null };

type PushRequest = {
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Empty for the check of the address. */
  readonly body: string;
};

/** `echo`: the address is checked, and answered with this bare text. Null: not from WeChat, or not for us. */
export type AccountPushed = { readonly echo: string } | { readonly event: JsonObject } | null;

/**
 * Opens what an official account is told: XML, plain or sealed. Compatible mode brings both; the sealed part is what is believed.
 * Source: developers.weixin.qq.com doc/offiaccount/Message_Management/Receiving_standard_messages.
 */
export function readAccountPush({ appid, token, aesKey }: AccountKeys, { query, body }: PushRequest): AccountPushed {
  const { signature = '', msg_signature: sealedBy = '', timestamp = '', nonce = '', echostr } = query;
  if (body === '')
    return echostr !== undefined && isSignedBy([token, timestamp, nonce], signature) ? { echo: echostr } : null;
  const envelope = readXml(body);
  if (envelope === null) return null;
  const sealed = textOrNull(envelope, 'Encrypt');
  if (aesKey !== null) {
    // In safe mode what comes unsealed was not sent by WeChat: its signature does not cover the body.
    if (sealed === null || !isSignedBy([token, timestamp, nonce, sealed], sealedBy)) return null;
    const event = readXml(openSealed(sealed, aesKey, appid) ?? '');
    return event === null ? null : { event };
  }
  return isSignedBy([token, timestamp, nonce], signature) ? { event: envelope } : null;
}

/** What one message of the answer says: a text, or an article. */
export type AccountPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'article';
      readonly title: string;
      readonly text: string;
      readonly picture: string;
      readonly url: string;
    };

/** A passive reply, sealed and signed where the account is in safe mode. `event` says who wrote to whom. */
export function passiveReply(
  { appid, token, aesKey }: AccountKeys,
  event: JsonObject,
  part: AccountPart,
  now: Date,
  nonce: string,
): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const [to, from] = [textOrNull(event, 'FromUserName') ?? '', textOrNull(event, 'ToUserName') ?? ''];
  const head = `<ToUserName>${data(to)}</ToUserName><FromUserName>${data(from)}</FromUserName><CreateTime>${seconds}</CreateTime>`;
  const said =
    part.kind === 'text'
      ? `<MsgType>${data('text')}</MsgType><Content>${data(part.text)}</Content>`
      : `<MsgType>${data('news')}</MsgType><ArticleCount>1</ArticleCount><Articles><item><Title>${data(part.title)}</Title><Description>${data(part.text)}</Description><PicUrl>${data(part.picture)}</PicUrl><Url>${data(part.url)}</Url></item></Articles>`;
  const xml = `<xml>${head}${said}</xml>`;
  if (aesKey === null) return xml;
  const sealed = seal(xml, aesKey, appid);
  const signature = signatureOf([token, String(seconds), nonce, sealed]);
  return `<xml><Encrypt>${data(sealed)}</Encrypt><MsgSignature>${data(signature)}</MsgSignature><TimeStamp>${seconds}</TimeStamp><Nonce>${data(nonce)}</Nonce></xml>`;
}

/** A text of an operator may hold what ends a CDATA section: it is begun anew there. */
const data = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
