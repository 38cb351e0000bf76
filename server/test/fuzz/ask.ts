import type { Random } from './random.ts';
import { hostile, hostileText, type Schema, sound } from './values.ts';

type Parameter = { readonly name: string; readonly in: string; readonly schema: Schema };
type Operation = {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
};
export type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

export type Target = { readonly method: string; readonly path: string; readonly operation: Operation };

/** Every route of the document, in its order. */
export function targetsOf(document: Document): Target[] {
  return Object.entries(document.paths).flatMap(([path, { head: _head, ...operations }]) =>
    Object.entries(operations).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}

export type Ask = {
  readonly method: string;
  readonly url: string;
  readonly body: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
};

/** One request: what the schema asks for, and mostly one thing in it that is not. */
export function askOf({ method, path, operation }: Target, random: Random, ids: readonly string[]): Ask {
  const bad = random.once(8) ? 'nothing' : random.pick(['path', 'query', 'body', 'body', 'query', 'raw', 'header']);
  const parameters = operation.parameters ?? [];
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const schema = parameters.find((one) => one.in === 'path' && one.name === name)?.schema ?? { type: 'string' };
    return escaped(bad === 'path' ? hostileText(random) || 'x' : String(sound(schema, random, ids, name)));
  });
  const query = queryOf(parameters, random, ids, bad === 'query');
  const raw =
    bad === 'raw' && random.once(3) ? random.pick(['?q=%ED%A0%80', '?q=%00', '?cursor=%', '?q&q&q', '/%00']) : '';
  const schema = operation.requestBody?.content?.['application/json']?.schema;
  return {
    method,
    url: `${filled}${raw || query}`,
    body: method === 'GET' ? undefined : bodyOf(schema, random, ids, bad),
    headers: bad === 'header' ? hostileHeader(random) : {},
  };
}

function queryOf(parameters: readonly Parameter[], random: Random, ids: readonly string[], bad: boolean): string {
  const asked = parameters.filter((one) => one.in === 'query');
  const kept = asked.filter(() => random.once(2) || asked.length < 3);
  const spoilt = kept.length > 0 ? random.pick(kept) : null;
  const parts = kept.map((one) => {
    const value = bad && one === spoilt ? hostile(random) : sound(one.schema, random, ids, one.name);
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `${escaped(one.name)}=${escaped(text)}`;
  });
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

function bodyOf(schema: Schema | undefined, random: Random, ids: readonly string[], bad: string): string | undefined {
  if (bad === 'raw')
    return random.pick(['{', '"', '[1', '{"a":"\\ud800"}', `${'['.repeat(3000)}${']'.repeat(3000)}`, '']);
  const value = schema ? sound(schema, random, ids) : random.once(2) ? {} : undefined;
  if (value === undefined) return undefined;
  return JSON.stringify(bad === 'body' ? spoil(value, random) : value);
}

/** The same value with one place of it replaced by something hostile. */
function spoil(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random.once(4)) return hostile(random);
  const entries = Object.entries(value);
  const spoilt = random.below(entries.length + 1);
  if (spoilt === entries.length)
    return Array.isArray(value) ? [...value, hostile(random)] : { ...value, x: hostile(random) };
  const changed = entries.map(([key, one], at) => [key, at === spoilt ? spoil(one, random) : one] as const);
  return Array.isArray(value) ? changed.map(([, one]) => one) : Object.fromEntries(changed);
}

function hostileHeader(random: Random): Record<string, string> {
  return random.pick<Record<string, string>>([
    { 'idempotency-key': random.pick(['x', 'a'.repeat(200), 'ok-key-1', 'é'.repeat(20)]) },
    { 'if-match': random.pick(['"x"', '99999999999', '-1', '*', '"\u00ff"']) },
    { 'accept-language': random.pick(['en', '\u00ff', ';;;', 'x'.repeat(500)]) },
    { 'content-type': random.pick(['text/plain', 'multipart/form-data', 'multipart/form-data; boundary=x', 'x/y']) },
    { range: 'bytes=9-1' },
    { 'x-forwarded-for': '\u00ff' },
  ]);
}

/** Half a surrogate pair has no escape of its own: it goes as the bytes that a careless client would send. */
function escaped(text: string): string {
  return [...text].map((char) => (/\p{Surrogate}/u.test(char) ? '%ED%A0%80' : encodeURIComponent(char))).join('');
}
