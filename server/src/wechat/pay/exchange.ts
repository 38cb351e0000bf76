import { randomBytes } from 'node:crypto';
import type { Http, HttpAnswer } from '../http.ts';
import type { JsonObject } from '../json.ts';
import type { WechatLog } from '../log.ts';
import { buildAuthorization, type Merchant } from './sign.ts';

export type PayCall = {
  readonly method: 'GET' | 'POST';
  /** Canonical path, `/v3/…`, its parameters already URL-encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
};

/** Signs and sends once; the answer is of any status and not verified yet. */
export type PayExchange = (call: PayCall) => Promise<HttpAnswer>;

export type ExchangeOptions = {
  /** May carry a path prefix; the signature covers only what follows it. */
  readonly baseUrl: string;
  readonly merchant: Merchant;
  /** Asks WeChat to sign its answers with this public key instead of a platform certificate. */
  readonly publicKeyId?: string;
  readonly http: Http;
  readonly now: () => Date;
  readonly log: WechatLog;
};

export function createExchange(options: ExchangeOptions): PayExchange {
  const baseUrl = options.baseUrl.replace(/\/+$/, '');

  return async (call) => {
    const query = new URLSearchParams(call.query).toString();
    const url = query === '' ? call.path : `${call.path}?${query}`;
    const body = call.body === undefined ? '' : JSON.stringify(call.body);
    const authorization = await buildAuthorization(options.merchant, {
      method: call.method,
      url,
      timestamp: Math.floor(options.now().getTime() / 1000),
      nonce: nonce(),
      body,
    });
    const startedAt = performance.now();
    const answer = await options.http({
      method: call.method,
      url: baseUrl + url,
      path: call.path,
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/json',
        'User-Agent': 'huoshui',
        Authorization: authorization,
        ...(options.publicKeyId === undefined ? {} : { 'Wechatpay-Serial': options.publicKeyId }),
      },
      body: body === '' ? undefined : Buffer.from(body, 'utf8'),
    });
    const ms = Math.round(performance.now() - startedAt);
    const requestId = answer.headers['request-id'];
    options.log.debug({ path: call.path, status: answer.status, ms, requestId }, 'wechat pay call');
    return answer;
  };
}

/** 32 characters of 0-9 and A-F, as the signing rules ask. */
export function nonce(): string {
  return randomBytes(16).toString('hex').toUpperCase();
}
