import type { AnswerOf, BodyOf, ParamsOf, QueryOf, RouteKey } from '@huoshui/contracts/client';
import { ApiError, Unreachable } from '../ui/api-error.ts';
import { currentLanguage } from '../ui/language.ts';

export type StaffRoute = Extract<RouteKey, `${string} /api/staff/${string}`>;
export type Answer<Key extends StaffRoute> = AnswerOf<Key>;

type Part<Name extends string, Value> = [Value] extends [undefined] ? unknown : { readonly [N in Name]: Value };
type Input<Key extends StaffRoute> = Part<'params', ParamsOf<Key>> &
  Part<'body', BodyOf<Key>> & { readonly query?: QueryOf<Key> };

/** Who is signed in; asked anew once it is over. */
let token: string | null = null;
let renew: (() => Promise<string>) | null = null;

export function signedInBy(next: string, again: () => Promise<string>): void {
  token = next;
  renew = again;
}

/** One route of the sidebar. Throws {@link ApiError} with the server's sentence, or {@link Unreachable}. A write acts once. */
export async function call<Key extends StaffRoute>(key: Key, input: Input<Key>): Promise<Answer<Key>> {
  const parts: { readonly params?: unknown; readonly query?: unknown; readonly body?: unknown } = input;
  const [method = 'GET', path = ''] = key.split(' ');
  const given = new Map(entriesOf(parts.params));
  const address = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(given.get(name) ?? ''));
  const search = new URLSearchParams(entriesOf(parts.query)).toString();
  const once: Readonly<Record<string, string>> = method === 'GET' ? {} : { 'idempotency-key': newKey() };
  const ask = async () =>
    reach(search === '' ? address : `${address}?${search}`, {
      method,
      headers: {
        accept: 'application/json',
        'accept-language': currentLanguage(),
        ...once,
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(parts.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(parts.body === undefined ? {} : { body: JSON.stringify(parts.body) }),
    });
  let response = await ask();
  if (response.status === 401 && renew !== null) {
    token = await renew();
    response = await ask();
  }
  if (!response.ok) throw await failureOf(response);
  // The server validates every answer against this route's contract before it sends it.
  return (await response.json()) as Answer<Key>;
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch {
    throw new Unreachable();
  }
}

async function failureOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const error = at(body, 'error');
  const text = (name: string) => {
    const value = at(error, name);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const { status } = response;
  return new ApiError(status, text('code') ?? `http.${status}`, text('message') ?? String(status), text('requestId'));
}

const at = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const entriesOf = (value: unknown): [string, string][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, part]) =>
        part === undefined || part === null || part === '' ? [] : [[name, String(part)] satisfies [string, string]],
      )
    : [];

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
