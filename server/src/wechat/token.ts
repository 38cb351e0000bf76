import { WechatError, WechatUnreachable } from './errors.ts';
import { numberAt, textAt } from './json.ts';
import type { WechatCall, WechatTransport } from './transport.ts';

export type TokenSource = {
  get(): Promise<string>;
  /** Forgets this token, unless a newer one has taken its place meanwhile. */
  drop(token: string): void;
};

export type TokenOptions = {
  readonly transport: WechatTransport;
  /** Asks for `access_token` and `expires_in`; the same token while it is good. */
  readonly call: WechatCall;
  readonly now: () => Date;
};

export function stableToken({ appid, secret }: { readonly appid: string; readonly secret: string }): WechatCall {
  return {
    method: 'POST',
    path: '/cgi-bin/stable_token',
    body: { grant_type: 'client_credential', appid, secret, force_refresh: false },
  };
}

// In its last five minutes the platform has already renewed the token; both are valid until then.
const renewalSeconds = 300;

/**
 * The stable access token in normal mode, or WeCom's: every process that asks gets the same token, so several may hold it at once.
 * Kept until `expires_in - 300` s; callers that come while it is fetched share the one request.
 */
export function createTokenSource(options: TokenOptions): TokenSource {
  let kept: { readonly token: string; readonly until: number } | null = null;
  let pending: Promise<string> | null = null;

  const fetchToken = async (): Promise<string> => {
    const answer = await options.transport.json(options.call);
    const token = textAt(answer, 'access_token');
    const seconds = Math.max(0, numberAt(answer, 'expires_in') - renewalSeconds);
    kept = { token, until: options.now().getTime() + seconds * 1000 };
    return token;
  };

  return {
    get: async () => {
      if (kept !== null && options.now().getTime() < kept.until) return kept.token;
      pending ??= fetchToken().finally(() => {
        pending = null;
      });
      return pending;
    },
    drop: (token) => {
      if (kept?.token === token) kept = null;
    },
  };
}

// 40001 not the latest, 40014 malformed, 42001 expired.
const tokenCodes = [40001, 40014, 42001];

/** The transport with `access_token` in the query of every call, and one more try with a fresh token when it is refused. */
export function authorised(transport: WechatTransport, tokens: TokenSource): WechatTransport {
  // Without a token the call itself was never made, so it may be repeated, whatever it would have done.
  const tokenFor = async (call: WechatCall): Promise<string> => {
    try {
      return await tokens.get();
    } catch (error) {
      if (!(error instanceof WechatUnreachable)) throw error;
      throw new WechatUnreachable(call.path, error.reason, false, 'no access token');
    }
  };

  const withToken = async <T>(call: WechatCall, send: (call: WechatCall) => Promise<T>): Promise<T> => {
    const token = await tokenFor(call);
    try {
      return await send({ ...call, query: { ...call.query, access_token: token } });
    } catch (error) {
      if (!(error instanceof WechatError) || !tokenCodes.includes(error.errcode)) throw error;
      tokens.drop(token);
      return await send({ ...call, query: { ...call.query, access_token: await tokenFor(call) } });
    }
  };

  return {
    json: async (call) => withToken(call, transport.json),
    file: async (call) => withToken(call, transport.file),
  };
}
