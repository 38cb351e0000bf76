import { randomUUID } from 'node:crypto';
import { WechatError, WechatUnreachable } from './errors.ts';
import type { Http, HttpAnswer, HttpRequest } from './http.ts';
import { type JsonObject, numberOrNull, parseObject, textOrNull } from './json.ts';
import { retryAfterMs } from './later.ts';
import type { WechatLog } from './log.ts';
import { defaultRetry, type Retry, retrying } from './retry.ts';

export type WechatCall = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  /** Sent as multipart field `media` instead of a body. */
  readonly upload?: { readonly name: string; readonly type: string; readonly bytes: Buffer };
  /** False where a repeat would act twice (a message send): then only definite refusals are repeated. Default true. */
  readonly repeatable?: boolean;
  /** Further errcodes of this endpoint that mean "later", beside -1 and 45011. */
  readonly laterCodes?: readonly number[];
};

export type WechatFile = { readonly bytes: Buffer; readonly contentType: string };

/** Calls to api.weixin.qq.com or a base URL that plays it. Both throw WechatError and WechatUnreachable. */
export type WechatTransport = {
  json(call: WechatCall): Promise<JsonObject>;
  /** For endpoints that answer an image on success and JSON on failure. */
  file(call: WechatCall): Promise<WechatFile>;
};

export type TransportOptions = {
  readonly baseUrl: string;
  readonly http: Http;
  readonly log: WechatLog;
  readonly retry?: Retry;
};

const systemBusy = -1;
const tooFrequent = 45011;

export function createTransport(options: TransportOptions): WechatTransport {
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const retry = options.retry ?? defaultRetry;

  const exchange = async (call: WechatCall, tries: number): Promise<HttpAnswer> => {
    const query = new URLSearchParams(call.query).toString();
    const startedAt = performance.now();
    const answer = await options.http({
      method: call.method,
      url: `${baseUrl}${call.path}${query === '' ? '' : `?${query}`}`,
      path: call.path,
      ...contentOf(call),
    });
    const ms = Math.round(performance.now() - startedAt);
    options.log.debug({ path: call.path, status: answer.status, tries, ms }, 'wechat call');
    if (answer.status === 429) {
      const asked = retryAfterMs(answer.headers['retry-after'], new Date());
      throw new WechatUnreachable(call.path, 'rate_limited', false, 'HTTP 429', asked);
    }
    if (answer.status >= 500) {
      throw new WechatUnreachable(call.path, 'server_error', true, `HTTP ${answer.status}`);
    }
    return answer;
  };

  const withRetry = async <T>(call: WechatCall, read: (answer: HttpAnswer) => T): Promise<T> =>
    retrying(
      retry,
      (error) => isWorthRepeating(call, error),
      async (tries) => {
        try {
          return read(await exchange(call, tries));
        } catch (error) {
          options.log.warn({ path: call.path, tries, ...describe(error) }, 'wechat call failed');
          throw error;
        }
      },
    );

  return {
    json: async (call) => withRetry(call, (answer) => readJson(call.path, answer)),
    file: async (call) => withRetry(call, (answer) => readFile(call.path, answer)),
  };
}

function contentOf({ body, upload }: WechatCall): Pick<HttpRequest, 'headers' | 'body'> {
  if (upload !== undefined) return multipart(upload);
  if (body === undefined) return { headers: {} };
  // JSON.stringify leaves Chinese as it is; the platform garbles or refuses \u-escaped text.
  const bytes = Buffer.from(JSON.stringify(body), 'utf8');
  return { headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: bytes };
}

function multipart({ name, type, bytes }: NonNullable<WechatCall['upload']>) {
  const edge = `huoshui${randomUUID()}`;
  const head = `--${edge}\r\nContent-Disposition: form-data; name="media"; filename="${name}"; filelength=${bytes.length}\r\nContent-Type: ${type}\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${edge}--\r\n`)]);
  return { headers: { 'Content-Type': `multipart/form-data; boundary=${edge}` }, body };
}

function isWorthRepeating(call: WechatCall, error: unknown): boolean {
  if (error instanceof WechatError) {
    return [systemBusy, tooFrequent, ...(call.laterCodes ?? [])].includes(error.errcode);
  }
  if (error instanceof WechatUnreachable) return call.repeatable !== false || !error.handedOver;
  return false;
}

/** The platform answers HTTP 200 for errors too; success may omit errcode. */
function readJson(path: string, answer: HttpAnswer): JsonObject {
  const object = parseObject(answer.body.toString('utf8'));
  if (object === null) throw new WechatUnreachable(path, 'unreadable_answer', true, `HTTP ${answer.status}`);
  const errcode = numberOrNull(object, 'errcode') ?? 0;
  if (errcode !== 0) throw new WechatError(path, errcode, textOrNull(object, 'errmsg') ?? '', object);
  return object;
}

function readFile(path: string, answer: HttpAnswer): WechatFile {
  const contentType = answer.headers['content-type'] ?? '';
  if (contentType.startsWith('image/')) return { bytes: answer.body, contentType };
  readJson(path, answer);
  throw new WechatUnreachable(path, 'unreadable_answer', true, `expected an image, got ${contentType}`);
}

function describe(error: unknown): JsonObject {
  if (error instanceof WechatError) return { errcode: error.errcode, rid: error.rid };
  if (error instanceof WechatUnreachable) return { reason: error.reason, handedOver: error.handedOver };
  return { error: String(error) };
}
