import type {
  analyticsContract,
  audienceContract,
  benefitContract,
  catalogContract,
  couponContract,
  importContract,
  journeyContract,
  memberContract,
  messagingContract,
  operatorContract,
  orderContract,
  pricingContract,
  shopContract,
} from '@huoshui/contracts';
import { ApiError, Unreachable } from '../ui/api-error.ts';
import { currentLanguage } from '../ui/language.ts';

/** Every route the console may call; a domain of the server adds its contract here. */
type Routes = typeof analyticsContract &
  typeof audienceContract &
  typeof benefitContract &
  typeof catalogContract &
  typeof couponContract &
  typeof importContract &
  typeof journeyContract &
  typeof memberContract &
  typeof messagingContract &
  typeof operatorContract &
  typeof orderContract &
  typeof pricingContract &
  typeof shopContract;

export type RouteKey = keyof Routes & string;

/** A schema of TypeBox knows its own type; read it as a plain property, a route at a time, or the compiler gives up. */
type TypeOf<Shape, Part extends string> = Shape extends { readonly [P in Part]: { readonly static: infer Type } }
  ? Type
  : undefined;
type Answers = { readonly [Key in RouteKey]: TypeOf<Routes[Key], 'ok'> };
type Params = { readonly [Key in RouteKey]: TypeOf<Routes[Key], 'params'> };
type Queries = { readonly [Key in RouteKey]: TypeOf<Routes[Key], 'query'> };
type Bodies = { readonly [Key in RouteKey]: TypeOf<Routes[Key], 'body'> };

type Nothing = Record<never, never>;
type Required<Name extends string, Value> = Value extends undefined ? Nothing : { readonly [N in Name]: Value };
type Inputs = {
  readonly [Key in RouteKey]: Required<'params', Params[Key]> &
    (Bodies[Key] extends undefined ? Nothing : { readonly body: Bodies[Key] }) &
    (Nothing extends Queries[Key] ? { readonly query?: Queries[Key] } : Required<'query', Queries[Key]>);
};
type Arguments<Key extends RouteKey> = Nothing extends Inputs[Key] ? [input?: Inputs[Key]] : [input: Inputs[Key]];

export type Answer<Key extends RouteKey> = Answers[Key];
export type BodyOf<Key extends RouteKey> = NonNullable<Bodies[Key]>;

/** Called when the session has ended: the shell goes to the sign-in page. */
let onSignedOut: () => void = () => {};
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

/**
 * Calls one route of the server, typed from its contract. Throws {@link ApiError} with the server's sentence, code and
 * request id, or {@link Unreachable}. A write carries an Idempotency-Key and is tried once more with the same key when
 * the connection broke, so it acts at most once.
 */
export async function api<Key extends RouteKey>(key: Key, ...[input]: Arguments<Key>): Promise<Answer<Key>> {
  const parts: { readonly params?: unknown; readonly query?: unknown; readonly body?: unknown } = input ?? {};
  const body = parts.body === undefined ? undefined : JSON.stringify(parts.body);
  return send(
    key,
    addressOf(key, parts.params, parts.query),
    body,
    body === undefined ? {} : { 'content-type': 'application/json' },
  );
}

/** Sends one file as the multipart field `file`. */
export async function upload<Key extends 'POST /api/admin/files' | 'POST /api/admin/imports'>(
  key: Key,
  file: File,
): Promise<Answer<Key>> {
  const form = new FormData();
  form.append('file', file);
  return send(key, addressOf(key, undefined, undefined), form, {});
}

/** The address of a GET route, for links that download. */
export function addressOf(key: RouteKey, params: unknown, query: unknown): string {
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

async function send<Key extends RouteKey>(
  key: Key,
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
      ...headers,
      accept: 'application/json',
      'accept-language': currentLanguage(),
      ...(writes ? { 'idempotency-key': newKey() } : {}),
    },
  };
  const response = await fetch(address, request).catch(async () => {
    if (!writes) throw new Unreachable();
    return fetch(address, request).catch(() => {
      throw new Unreachable();
    });
  });
  if (!response.ok) throw await failureOf(response, key);
  // The server validates every answer against this route's contract before it sends it.
  return (await response.json()) as Answer<Key>;
}

async function failureOf(response: Response, key: RouteKey): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const error = fieldOf(body, 'error');
  const failure = new ApiError(
    response.status,
    textOf(fieldOf(error, 'code')) ?? `http.${response.status}`,
    textOf(fieldOf(error, 'message')) ?? `${response.status} ${response.statusText}`,
    textOf(fieldOf(error, 'requestId')) ?? response.headers.get('x-request-id'),
    fieldOf(error, 'details'),
  );
  if (response.status === 401 && key !== 'POST /api/admin/session') onSignedOut();
  return failure;
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** randomUUID exists only on https and localhost; a console on a plain LAN address needs a key too. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
