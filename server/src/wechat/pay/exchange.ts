import { randomBytes } from 'node:crypto';
import type { Http, HttpAnswer } from '../http.ts';
import type { JsonObject } from '../json.ts';
import type { WechatLog } from '../log.ts';
import { type Brand, buildAuthorization, type Merchant } from './sign.ts';

export type PayCall = {
  readonly method: 'GET' | 'POST';
  /** Canonical path, `/v3/…` or `/brand/…`, its parameters already URL-encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  /** Sent as a form with `body` as its `meta`, which alone is signed. */
  readonly file?: { readonly name: string; readonly type: string; readonly bytes: Buffer };
};

/** Signs and sends once; the answer is of any status and not verified yet. */
export type PayExchange = (call: PayCall) => Promise<HttpAnswer>;

export type ExchangeOptions = {
  /** May carry a path prefix; the signature covers only what follows it. */
  readonly baseUrl: string;
  readonly signer: Merchant | Brand;
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
    const authorization = await buildAuthorization(options.signer, {
      method: call.method,
      url,
      timestamp: Math.floor(options.now().getTime() / 1000),
      nonce: nonce(),
      body,
    });
    const sent = call.file === undefined ? asJson(body) : asForm(body, call.file);
    const startedAt = performance.now();
    const answer = await options.http({
      method: call.method,
      url: baseUrl + url,
      path: call.path,
      headers: {
        Accept: 'application/json',
        'Content-Type': sent.type,
        'User-Agent': 'huoshui',
        Authorization: authorization,
        ...(options.publicKeyId === undefined ? {} : { 'Wechatpay-Serial': options.publicKeyId }),
      },
      body: sent.bytes,
    });
    const ms = Math.round(performance.now() - startedAt);
    const requestId = answer.headers['request-id'];
    options.log.debug({ path: call.path, status: answer.status, ms, requestId }, 'wechat pay call');
    return answer;
  };
}

function asJson(body: string) {
  return { type: 'application/json', bytes: body === '' ? undefined : Buffer.from(body, 'utf8') };
}

function asForm(meta: string, { name, type, bytes }: NonNullable<PayCall['file']>) {
  const boundary = `huoshui${nonce()}`;
  const part = (head: string) => `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n`;
  const head =
    `${part('name="meta"')}Content-Type: application/json\r\n\r\n${meta}\r\n` +
    `${part(`name="file"; filename="${name}"`)}Content-Type: ${type}\r\n\r\n`;
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    bytes: Buffer.concat([Buffer.from(head, 'utf8'), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

/** 32 characters of 0-9 and A-F, as the signing rules ask. */
export function nonce(): string {
  return randomBytes(16).toString('hex').toUpperCase();
}
