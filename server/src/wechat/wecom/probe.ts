import { createHttp } from '../http.ts';
import type { JsonObject } from '../json.ts';
import type { WechatLog } from '../log.ts';
import { authorised, createTokenSource } from '../token.ts';
import { createTransport, type WechatCall } from '../transport.ts';

/** Asks WeCom whatever is asked, with a token of its own: what a check finds was so at that moment. Throws as the client does. */
export type WecomProbe = {
  get(path: string, query?: Readonly<Record<string, string>>): Promise<JsonObject>;
  post(path: string, body: JsonObject): Promise<JsonObject>;
};

type Options = {
  readonly baseUrl: string;
  readonly corpid: string;
  readonly secret: string;
  readonly now: () => Date;
  readonly log: WechatLog;
};

const TIMEOUT_MS = 4000;
/** Somebody waits for what it finds. */
const ONCE = { retries: 0, baseMs: 1 };

export function createWecomProbe({ baseUrl, corpid, secret, now, log }: Options): WecomProbe {
  const open = createTransport({ baseUrl, http: createHttp({ timeoutMs: TIMEOUT_MS }), log, retry: ONCE });
  const call: WechatCall = { method: 'GET', path: '/cgi-bin/gettoken', query: { corpid, corpsecret: secret } };
  const transport = authorised(open, createTokenSource({ transport: open, call, now }));
  return {
    get: async (path, query = {}) =>
      path === 'gettoken' ? open.json(call) : transport.json({ method: 'GET', path: `/cgi-bin/${path}`, query }),
    post: async (path, body) => transport.json({ method: 'POST', path: `/cgi-bin/${path}`, body, repeatable: false }),
  };
}
