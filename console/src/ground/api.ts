import type { AnswerOf, BodyOf as Body, ParamsOf, QueryOf, RouteKey } from '@huoshui/contracts/client';
import { failureOf, Unreachable } from '../ui/api-error.ts';
import { currentLanguage } from '../ui/language.ts';
import { setReachable } from './reachable.ts';

export type { RouteKey };

type Nothing = Record<never, never>;
/** Of a value as a whole: taken apart, the parts of all routes would be multiplied, and the compiler gives up. */
type Required<Name extends string, Value> = [Value] extends [undefined] ? Nothing : { readonly [N in Name]: Value };
type Input<Key extends RouteKey> = Required<'params', ParamsOf<Key>> &
  Required<'body', Body<Key>> &
  (Nothing extends QueryOf<Key> ? { readonly query?: QueryOf<Key> } : Required<'query', QueryOf<Key>>) &
  (Key extends Saves ? { readonly revision: number | undefined } : Nothing) & {
    /** Of an act that may be sent again later, when this page is long gone: the same one each time. */
    readonly key?: string;
  };
/** What changes a thing whose saves are counted: nobody can write such a call and forget what it started from. */
type Saves = {
  [Key in RouteKey]: Key extends `${'PUT' | 'PATCH'} ${string}`
    ? AnswerOf<Key> extends { revision?: number }
      ? 'revision' extends keyof AnswerOf<Key>
        ? Key
        : never
      : never
    : never;
}[RouteKey];
/**
 * `Key` is a text here and no route, so that a call whose route is still to be found out is not held against all of them:
 * with `extends RouteKey` the compiler read every object of every call as one of 250 bodies, four fifths of its time.
 */
type Arguments<Key extends string> = Key extends RouteKey
  ? Nothing extends Input<Key>
    ? [input?: Input<Key>]
    : [input: Input<Key>]
  : never;

export type Answer<Key extends string> = Key extends RouteKey ? AnswerOf<Key> : never;
export type BodyOf<Key extends RouteKey> = NonNullable<Body<Key>>;

/** Called when the session has ended: resolves to whether somebody signed in again, so that the call may be repeated. */
let onSignedOut: () => Promise<boolean> = async () => false;
export function whenSignedOut(listener: () => Promise<boolean>): void {
  onSignedOut = listener;
}

/**
 * Calls one route of the server, typed from its contract. Throws {@link ApiError} with the server's sentence, code and
 * request id, or {@link Unreachable}. A write carries an Idempotency-Key and is tried once more with the same key when
 * the connection broke, so it acts at most once. `revision` is the one that a save started from: when another came
 * first it is refused with `platform.stale`.
 */
export async function api<Key extends string>(
  key: Key extends RouteKey ? Key : RouteKey,
  ...[input]: Arguments<Key>
): Promise<Answer<Key>> {
  const parts: {
    readonly params?: unknown;
    readonly query?: unknown;
    readonly body?: unknown;
    readonly revision?: number | undefined;
    readonly key?: string;
  } = input ?? {};
  const body = parts.body === undefined ? undefined : JSON.stringify(parts.body);
  return send<Key>(key, addressOf(key, parts.params, parts.query), body, {
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(parts.revision === undefined ? {} : { 'if-match': `"${parts.revision}"` }),
    ...(parts.key === undefined ? {} : { 'idempotency-key': parts.key }),
  });
}

/** Sends one file as the multipart field `file`. */
export async function upload<
  Key extends
    | 'POST /api/admin/files'
    | 'POST /api/admin/videos'
    | 'POST /api/admin/imports'
    | 'POST /api/admin/orders/shipments/workbook'
    | 'POST /api/admin/codes/workbook'
    | 'POST /api/admin/phone-lists/workbook'
    | 'POST /api/admin/segments/lists/workbook',
>(key: Key, file: File): Promise<Answer<Key>> {
  const form = new FormData();
  form.append('file', file);
  return send<Key>(key, addressOf(key, undefined, undefined), form, {});
}

/** The address of a file that the server writes, in the language that is read here: for links that download. */
export function fileAddress(key: Extract<RouteKey, `GET ${string}.csv`>, params: unknown, query: object = {}): string {
  return addressOf(key, params, { ...query, language: currentLanguage() === 'en' ? 'en' : 'zh' });
}

/** The address of pages or a picture for the printer, the same in every language. */
export function printAddress(
  key: Extract<RouteKey, `GET ${string}.pdf` | `GET ${string}.png`>,
  params: unknown,
  query: object,
): string {
  return addressOf(key, params, query);
}

function addressOf(key: RouteKey, params: unknown, query: unknown): string {
  const given = new Map(entriesOf(params));
  const path = key
    .slice(key.indexOf(' ') + 1)
    .replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(given.get(name) ?? ''));
  const search = new URLSearchParams(entriesOf(query)).toString();
  return search === '' ? path : `${path}?${search}`;
}

const entriesOf = (value: unknown): [string, string][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, part]) =>
        part === undefined || part === null || part === '' ? [] : [[name, String(part)] satisfies [string, string]],
      )
    : [];

async function send<Key extends string>(
  key: RouteKey,
  address: string,
  body: BodyInit | undefined,
  headers: Readonly<Record<string, string>>,
): Promise<Answer<Key>> {
  const method = key.slice(0, key.indexOf(' '));
  const writes = method !== 'GET';
  const request: RequestInit = {
    method,
    body: body ?? null,
    credentials: 'same-origin',
    headers: {
      ...(writes ? { 'idempotency-key': newKey() } : {}),
      ...headers,
      accept: 'application/json',
      'accept-language': currentLanguage(),
    },
  };
  let response = await reach(address, request, writes);
  if (response.status === 401 && key !== 'POST /api/admin/session' && (await onSignedOut()))
    response = await reach(address, request, writes);
  if (!response.ok) throw await failureOf(response);
  // The server validates every answer against this route's contract before it sends it.
  return (await response.json()) as Answer<Key>;
}

/** Says to the whole console whether the server answers at all. */
async function reach(address: string, request: RequestInit, again: boolean): Promise<Response> {
  try {
    const response = await fetch(address, request);
    setReachable(true);
    return response;
  } catch {
    if (again) return reach(address, request, false);
    setReachable(false);
    throw new Unreachable();
  }
}

/** randomUUID exists only on https and localhost; a console on a plain LAN address needs a key too. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
