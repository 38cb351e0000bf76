import { WechatUnreachable } from '../errors.ts';
import type { HttpAnswer } from '../http.ts';
import { type JsonObject, parseObject, textOrNull } from '../json.ts';
import { isLater, retryAfterMs } from '../later.ts';
import type { WechatLog } from '../log.ts';
import { defaultRetry, type Retry, retrying } from '../retry.ts';
import { PayError } from './errors.ts';
import type { PayCall, PayExchange } from './exchange.ts';
import { verifySignature } from './sign.ts';
import { signatureHeaders, skewSeconds, toleratedSkewSeconds } from './signature-headers.ts';
import type { Verifiers } from './verifiers.ts';

/** A verified answer; an empty object where WeChat answers 204. Throws PayError and WechatUnreachable. */
export type PayClient = (call: PayCall) => Promise<JsonObject>;

export type PayClientOptions = {
  readonly exchange: PayExchange;
  readonly verifiers: Verifiers;
  readonly now: () => Date;
  readonly log: WechatLog;
  readonly retry?: Retry;
};

/**
 * Every call here is idempotent by our own number (out_trade_no, out_refund_no) or reads only, so a lost, an overloaded
 * and an unverifiable answer are all asked for again, each time signed anew. WeChat sends unverifiable answers on
 * purpose now and then (`WECHATPAY/SIGNTEST/…`) to see whether its callers look.
 */
export function createPayClient(options: PayClientOptions): PayClient {
  const ask = async (call: PayCall): Promise<JsonObject> => {
    const answer = await options.exchange(call);
    if (answer.status < 200 || answer.status > 299) throw readRefusal(call.path, answer);
    await refuseUnverified(call.path, answer);
    if (answer.status === 204) return {};
    const object = parseObject(answer.body.toString('utf8'));
    if (object === null) throw new WechatUnreachable(call.path, 'unreadable_answer', true);
    return object;
  };

  const refuseUnverified = async (path: string, answer: HttpAnswer): Promise<void> => {
    const headers = signatureHeaders(answer.headers);
    if (headers === null) throw new WechatUnreachable(path, 'unverified_answer', true, 'unsigned');
    if (Math.abs(skewSeconds(headers.timestamp, options.now())) >= toleratedSkewSeconds) {
      throw new WechatUnreachable(path, 'unverified_answer', true, 'its time is off by five minutes or more');
    }
    const key = await options.verifiers.find(headers.serial);
    if (key === null) throw new WechatUnreachable(path, 'unverified_answer', true, `unknown key ${headers.serial}`);
    if (!(await verifySignature({ ...headers, body: answer.body }, key))) {
      throw new WechatUnreachable(path, 'unverified_answer', true, 'bad signature');
    }
  };

  return async (call) =>
    retrying(
      options.retry ?? defaultRetry,
      (error) => isPassing(call.path, error),
      async (tries) => {
        try {
          return await ask(call);
        } catch (error) {
          options.log.warn({ path: call.path, tries, ...describe(error) }, 'wechat pay call failed');
          throw error;
        }
      },
    );
}

/** The error that an answer outside 2xx stands for. */
export function readRefusal(path: string, answer: HttpAnswer): PayError | WechatUnreachable {
  const object = parseObject(answer.body.toString('utf8'));
  const code = object === null ? null : textOrNull(object, 'code');
  const asked = retryAfterMs(answer.headers['retry-after'], new Date());
  if (object === null || code === null) {
    const tooOften = answer.status === 429;
    return new WechatUnreachable(
      path,
      tooOften ? 'rate_limited' : 'server_error',
      !tooOften,
      `HTTP ${answer.status}`,
      asked,
    );
  }
  const requestId = answer.headers['request-id'];
  const message = textOrNull(object, 'message') ?? code;
  return new PayError(path, answer.status, code, message, typeof requestId === 'string' ? requestId : null, asked);
}

/**
 * Whether the same request may fare better in a moment. What failed on another path (the certificates that the answer
 * needed) was repeated there already.
 */
export function isPassing(path: string, error: unknown): boolean {
  const here = (error instanceof PayError || error instanceof WechatUnreachable) && error.path === path;
  return here && isLater(error);
}

function describe(error: unknown): JsonObject {
  if (error instanceof PayError) return { status: error.status, code: error.code, requestId: error.requestId };
  if (error instanceof WechatUnreachable) return { reason: error.reason };
  return { error: String(error) };
}
