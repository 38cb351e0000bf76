import { fillPath } from './address.ts';
import { ApiFailure, failureOf } from './failure.ts';
import { uuid } from './ids.ts';
import { type Ask, request, type Said } from './request.ts';
import type { Answer, Input, Route } from './routes.ts';
import { dropToken, sessionToken } from './session.ts';
import { t } from './texts.ts';

type Options = {
  /** One act of the shopper, however often it is sent. Given where a tap may be repeated; else made per call. */
  readonly key?: string;
  /** Anybody may ask, signed in or not: nobody is signed in for it. */
  readonly open?: boolean;
};

/**
 * Calls one route of the contracts: `api('GET /api/shop/products/:id', { params: { id } })`.
 * Signs in where needed and once more when the session ran out; a write carries its Idempotency-Key through a retry
 * of a lost answer. Throws ApiFailure with the server's code and its message for the shopper.
 */
export async function api<R extends Route>(route: R, input: Input<R>, options?: Options): Promise<Answer<R>>;
export async function api(route: string, input: unknown, options: Options = {}): Promise<unknown> {
  const [method, path] = split(route);
  const parts = record(input);
  const ask: Ask = {
    method,
    path: fillPath(path, record(parts.params), record(parts.query)),
    body: parts.body,
    headers: method === 'GET' ? {} : { 'idempotency-key': options.key ?? uuid() },
  };
  const { status, data } = await (options.open ? twice(ask, null) : withSession(ask));
  if (status >= 200 && status < 300) return data;
  throw failureOf(status, data);
}

async function withSession(ask: Ask): Promise<Said> {
  const token = await sessionToken();
  const said = await twice(ask, token);
  if (said.status !== 401) return said;
  await dropToken(token);
  return twice(ask, await sessionToken());
}

/** A lost answer is asked for once more: reads change nothing, writes carry their key. */
async function twice(ask: Ask, token: string | null): Promise<Said> {
  const signed = token === null ? ask : { ...ask, headers: { ...ask.headers, authorization: `Bearer ${token}` } };
  try {
    return await request(signed);
  } catch (failure) {
    if (!(failure instanceof ApiFailure) || failure.code !== 'network') throw failure;
    await new Promise((resolve) => setTimeout(resolve, 600));
    return request(signed);
  }
}

const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const;

function split(route: string): [Ask['method'], string] {
  const [verb = '', path = ''] = route.split(' ');
  const method = methods.find((one) => one === verb);
  if (method === undefined) throw new ApiFailure('client.route', t('noRoute', { route }));
  return [method, path];
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
