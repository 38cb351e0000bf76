import { WechatBadAnswer } from '../errors.ts';
import {
  instantOrNull,
  isObject,
  type JsonObject,
  numberOrNull,
  objectAt,
  objectOrEmpty,
  parseObject,
  textAt,
  textOrNull,
  wordAt,
} from '../json.ts';
import { type RefundState, refundStates } from './refund.ts';
import { decryptResource } from './resource.ts';
import { verifySignature } from './sign.ts';
import { type Headers, signatureHeaders, skewSeconds, toleratedSkewSeconds } from './signature-headers.ts';
import { readTransaction, type Transaction } from './transaction.ts';
import type { Verifiers } from './verifiers.ts';

export type RefundNotice = {
  readonly outTradeNo: string;
  readonly transactionId: string;
  readonly outRefundNo: string;
  readonly refundId: string;
  readonly state: RefundState;
  /** Fen; null where it is told without a number. */
  readonly refund: number | null;
  readonly total: number | null;
  readonly succeededAt: Date | null;
};

/**
 * What WeChat tells us. It tells it again (up to 15 times in a day) until it is answered with success, and sometimes
 * twice at once: act idempotently by our own number, and compare the amount.
 */
export type Notification =
  | { readonly kind: 'payment'; readonly id: string; readonly transaction: Transaction }
  | { readonly kind: 'refund'; readonly id: string; readonly refund: RefundNotice }
  | { readonly kind: 'other'; readonly id: string; readonly eventType: string; readonly resource: JsonObject };

/**
 * - `unsigned`: a signature header is absent or malformed
 * - `replayed_or_late`: signed five minutes ago or more; WeChat signs every delivery anew, so this is an old recording
 * - `from_the_future`: signed five minutes ahead of our clock or more
 * - `probe`: WeChat looks whether we verify (`WECHATPAY/SIGNTEST/…`)
 * - `unknown_serial`: no key of ours has this serial
 * - `bad_signature`: the body or a header was altered, or another key signed it
 * - `unreadable`: genuine, but not openable with our APIv3 key or not of the documented shape
 * - `other_merchant`: genuine, but about another merchant or app
 */
export type NotifyRefusal =
  | 'unsigned'
  | 'replayed_or_late'
  | 'from_the_future'
  | 'probe'
  | 'unknown_serial'
  | 'bad_signature'
  | 'unreadable'
  | 'other_merchant';

export type NotifyOutcome =
  | { readonly accepted: true; readonly notification: Notification }
  | { readonly accepted: false; readonly refusal: NotifyRefusal };

export type NotifyOptions = {
  readonly verifiers: Verifiers;
  readonly apiV3Key: string;
  readonly mchid: string;
  /** The brand that is told, by a key of its own. */
  readonly brandId?: string;
  /** The apps that are bound to the merchant. */
  readonly appids: readonly string[];
  readonly now: () => Date;
};

/**
 * Checks and opens a notification. `body` is the raw bytes of the request. A refusal is to be answered with 4xx; throws
 * WechatUnreachable when the certificates cannot be had just now, to be answered with 5xx so that WeChat comes again.
 */
export async function readNotification(
  options: NotifyOptions,
  delivery: { readonly headers: Headers; readonly body: Buffer },
): Promise<NotifyOutcome> {
  const refusal = await forgery(options, delivery);
  if (refusal !== null) return { accepted: false, refusal };
  return openNotification(options, delivery.body);
}

async function forgery(
  options: NotifyOptions,
  delivery: { readonly headers: Headers; readonly body: Buffer },
): Promise<NotifyRefusal | null> {
  const headers = signatureHeaders(delivery.headers);
  if (headers === null) return 'unsigned';
  const skew = skewSeconds(headers.timestamp, options.now());
  if (skew <= -toleratedSkewSeconds) return 'replayed_or_late';
  if (skew >= toleratedSkewSeconds) return 'from_the_future';
  // It would fail below like any forgery; named so that the log does not cry wolf.
  if (headers.signature.startsWith('WECHATPAY/SIGNTEST/')) return 'probe';
  const key = await options.verifiers.find(headers.serial);
  if (key === null) return 'unknown_serial';
  return (await verifySignature({ ...headers, body: delivery.body }, key)) ? null : 'bad_signature';
}

function openNotification(options: NotifyOptions, body: Buffer): NotifyOutcome {
  try {
    const envelope = parseObject(body.toString('utf8'));
    if (envelope === null) return { accepted: false, refusal: 'unreadable' };
    const resource = openResource(objectAt(envelope, 'resource'), options.apiV3Key);
    const eventType = textAt(envelope, 'event_type');
    if (isForeign(options, eventType, resource)) return { accepted: false, refusal: 'other_merchant' };
    return { accepted: true, notification: readEvent(textAt(envelope, 'id'), eventType, resource) };
  } catch (error) {
    if (error instanceof WechatBadAnswer) return { accepted: false, refusal: 'unreadable' };
    throw error;
  }
}

/**
 * Where an event names the merchant: each kind in its own place, and some (a complaint) nowhere. That it opens with our
 * APIv3 key says to whom it was sent; money is believed only if it names us as well. Source: the pages of the events.
 */
const merchantOf: readonly (readonly [event: RegExp, names: (resource: JsonObject) => readonly unknown[]])[] = [
  [/^COUPON\.SEND/, (resource) => [resource.send_merchant]],
  // The merchant who gave the coupon away, and the one at whose shop it was used.
  [
    /^COUPON\./,
    (resource) => [resource.stock_creator_mchid, objectOrEmpty(resource, 'consume_information').consume_mchid],
  ],
  [/^/, (resource) => [resource.mchid]],
];

function isForeign(options: NotifyOptions, eventType: string, resource: JsonObject): boolean {
  // A brand's key opens what is the brand's alone; its documents name no field that says whose.
  if (options.brandId !== undefined) {
    const named = textOrNull(resource, 'brand_id');
    return !eventType.startsWith('PRODUCT_COUPON.') || (named !== null && named !== options.brandId);
  }
  const names = merchantOf.find(([event]) => event.test(eventType))?.[1] ?? (() => []);
  const named = names(resource).filter((name) => typeof name === 'string' && name !== '');
  const money = eventType.startsWith('TRANSACTION.') || eventType.startsWith('REFUND.');
  if (named.length === 0 ? money : !named.includes(options.mchid)) return true;
  // Payments name the app, refunds do not.
  const appid = textOrNull(resource, 'appid');
  return money && appid !== null && !options.appids.includes(appid);
}

function openResource(sealed: JsonObject, apiV3Key: string): JsonObject {
  const associatedData = sealed.associated_data;
  const resource = {
    ciphertext: textAt(sealed, 'ciphertext'),
    nonce: textAt(sealed, 'nonce'),
    associatedData: typeof associatedData === 'string' ? associatedData : '',
  };
  try {
    const opened: unknown = JSON.parse(decryptResource(resource, apiV3Key));
    if (isObject(opened)) return opened;
  } catch {
    // Said below: which of the steps failed tells the receiver nothing more.
  }
  throw new WechatBadAnswer('resource', 'does not open with our APIv3 key');
}

function readEvent(id: string, eventType: string, resource: JsonObject): Notification {
  if (eventType === 'TRANSACTION.SUCCESS') return { kind: 'payment', id, transaction: readTransaction(resource) };
  if (eventType.startsWith('REFUND.')) return { kind: 'refund', id, refund: readRefundNotice(resource) };
  return { kind: 'other', id, eventType, resource };
}

function readRefundNotice(resource: JsonObject): RefundNotice {
  const amount = objectOrEmpty(resource, 'amount');
  return {
    outTradeNo: textAt(resource, 'out_trade_no'),
    transactionId: textAt(resource, 'transaction_id'),
    outRefundNo: textAt(resource, 'out_refund_no'),
    refundId: textAt(resource, 'refund_id'),
    state: wordAt(resource, 'refund_status', refundStates),
    refund: numberOrNull(amount, 'refund'),
    total: numberOrNull(amount, 'total'),
    succeededAt: instantOrNull(resource, 'success_time'),
  };
}
