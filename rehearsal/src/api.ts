import { randomUUID } from 'node:crypto';
import type { AnswerOf, BodyOf, ParamsOf, QueryOf, RouteKey } from '@huoshui/contracts/client';
import { send } from './send.ts';

export type CallOptions<K extends RouteKey> = {
  readonly token?: string;
  readonly cookie?: string;
  readonly params?: ParamsOf<K>;
  readonly query?: QueryOf<K>;
  readonly body?: BodyOf<K>;
  readonly key?: string;
};

/** An answer that was no success: what the server said, in its own words. */
export class Refused extends Error {
  readonly route: string;
  readonly status: number;
  readonly code: string;
  constructor(route: string, status: number, text: string) {
    super(`${route} → ${status} ${text.slice(0, 300)}`);
    this.name = 'Refused';
    this.route = route;
    this.status = status;
    this.code = /"code":"([\w.]+)"/.exec(text)?.[1] ?? '';
  }
}

export type Api = <K extends RouteKey>(route: K, options?: CallOptions<K>) => Promise<AnswerOf<K>>;

/** Calls of the public HTTP API, typed by its contracts. */
export function createApi(server: string): Api {
  return async (route, options = {}) => {
    const [method, template] = route.split(' ');
    const params: Readonly<Record<string, unknown>> = { ...options.params };
    const path = (template ?? '').replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...options.query }))
      if (value !== undefined) query.set(name, String(value));
    const { status, text } = await send(`${server}${path}${query.size > 0 ? `?${query}` : ''}`, {
      method: method ?? 'GET',
      headers: {
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
        ...(options.cookie ? { cookie: options.cookie } : {}),
        ...(method === 'GET' ? {} : { 'idempotency-key': options.key ?? randomUUID() }),
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    if (status >= 300) throw new Refused(route, status, text);
    return JSON.parse(text);
  };
}

const refusals = new Map<string, number>();

/** What the shop refuses is tomorrow's business: an order that changed in between. It is counted, so that what is never done is seen (`refusedSoFar`). */
export async function tolerate(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Refused) || error.status >= 500) throw error;
    const what = `${error.route} → ${error.code || error.status}`;
    refusals.set(what, (refusals.get(what) ?? 0) + 1);
  }
}

/** What was refused to the shop's own people, and how often. */
export function refusedSoFar(): readonly (readonly [string, number])[] {
  return [...refusals].toSorted((a, b) => b[1] - a[1]);
}
