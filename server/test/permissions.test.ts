import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { neverByKey } from '@huoshui/contracts/words/permissions';
import { expect, it } from 'vitest';
import { allows } from '../src/domains/operators/index.ts';
import { signedIn } from '../src/domains/operators/testing.ts';
import { testApp } from '../src/platform/testing/app.ts';

const app = await testApp();
const source = path.resolve(import.meta.dirname, '../../console/src/domains');
const routes = app.running.domains
  .flatMap((domain) => domain.routes ?? [])
  .filter((route) => route.path.startsWith('/api/admin/'))
  .map((route) => ({ name: `${route.method} ${route.path}`, ...route }));

const changes = routes.filter(({ method, options }) => method !== 'GET' && !options.onlyReads && 'can' in options);

it('every route of the console asks for a permission, but for one’s own session, the task centre, what waits for or came to her and the descriptions of forms', () => {
  const without = routes.filter((route) => !('can' in route.options)).map((route) => route.name);
  const own = without.filter((name) =>
    / \/api\/admin\/(session|tasks|forms|work|briefing-inbox\/:id\/reading)\b/.test(name),
  );
  expect(routes.length).toBeGreaterThan(10);
  expect(without).toEqual(own);
});

it('every change that an operator can make is written down in words', () => {
  const open = (options: object) => 'open' in options || 'onlyReads' in options;
  const wordless = routes.filter(({ method, options }) => method !== 'GET' && !open(options) && !options.audit);
  expect(wordless.map((route) => route.name)).toEqual([]);
});

it('every permission that is asked for is one that the owner has', () => {
  const unknown = routes.filter(
    ({ options }) => 'can' in options && !allows({ role: 'owner', stores: null }, options.can),
  );
  expect(unknown.map((route) => route.name)).toEqual([]);
});

it('a viewer may call no route that changes something, however it is named', () => {
  // A question too long for a query string is asked by POST and changes nothing.
  const asking =
    /^POST \/api\/admin\/(.*\/preview$|reports\/|conditions\/(estimate|sample)$|tag-rules\/difference$|playbooks\/:key\/dry-run$|drawings\/:id\/dry-run$|simulations$|experiments\/plan$|poster-samples$|page-previews$)/;
  const open = routes.filter(
    ({ name, method, options }) =>
      method !== 'GET' &&
      'can' in options &&
      allows({ role: 'viewer', stores: null }, options.can) &&
      !asking.test(name),
  );
  expect(open.map((route) => route.name)).toEqual([]);
});

it('a session names the changes that the server takes from its role, and no others', async () => {
  for (const role of ['owner', 'operator', 'viewer'] as const) {
    const { cookie } = await signedIn(app.ctx, role);
    const { acts } = (await app.call('GET /api/admin/session', { cookie })).body;
    const taken = changes.filter(({ options }) => 'can' in options && allows({ role, stores: null }, options.can));
    expect(acts.toSorted()).toEqual(taken.map(({ name }) => name).sort());
  }
  expect(changes.length).toBeGreaterThan(30);
});

it('an API key is let in where its scopes say so and nowhere else, by every route of the console', async () => {
  const { cookie } = await signedIn(app.ctx, 'owner');
  const make = async (scopes: readonly string[]) =>
    (await app.call('POST /api/admin/api-keys', { cookie, body: { name: '试', scopes, days: 1 } })).body.secret;
  // `pages.read`: its routes are few, and none of them acts.
  const key = await make(['pages.read']);
  const asked = async (route: string) => app.call(route.replace(/:\w+/g, 'none'), { token: key, body: undefined });
  const wrong: unknown[] = [];
  for (const { name, options } of routes.filter((route) => !('open' in route.options))) {
    const open = 'can' in options ? options.can === 'pages.read' : options.keys === true;
    const { status, body } = await asked(name);
    const refused = status === 403 && /^operators\.key_(scope|never)$/.test(body?.error?.code);
    if (refused === open) wrong.push([name, status, body?.error?.code]);
  }
  expect(wrong).toEqual([]);
  expect(routes.filter(({ options }) => options.keys).map(({ name }) => name)).toEqual(['GET /api/admin/session/key']);
});

it('no key has what nobody may have by a key, in any scope that an owner could give it', () => {
  const never = routes.filter(({ options }) => 'can' in options && neverByKey.some((one) => one === options.can));
  expect(never.map(({ name }) => name).sort()).toEqual([
    'DELETE /api/admin/operators/:id/second-factor',
    'DELETE /api/admin/operators/:id/sessions',
    'DELETE /api/admin/operators/:id/sessions/:session',
    'GET /api/admin/api-keys',
    'PATCH /api/admin/operators/:id',
    'POST /api/admin/api-keys',
    'POST /api/admin/api-keys/:id/ending',
    'POST /api/admin/audit/checks',
    'POST /api/admin/operators',
    'PUT /api/admin/settings/second-factor',
  ]);
});

it('a change that a page of the console makes is offered by the very route that takes it', () => {
  expect(unasked(sources())).toEqual([]);
});

it('names a change that a page makes without asking whether it may', () => {
  const planted = new Map([
    ...sources(),
    ['orders/hasty.tsx', `<Button onClick={() => void api('POST /api/admin/orders/:id/shipment', { params })} />`],
    ['members/hasty.tsx', `await api('PUT /api/admin/products/:id', { params })`],
  ]);
  expect(unasked(planted)).toEqual(['members: PUT /api/admin/products/:id']);
});

it('nobody is let in without a session, and no stranger is told anything', async () => {
  const plain = routes.filter(({ method, path, shape }) => method === 'GET' && !path.includes(':') && !shape.query);
  expect(plain.length).toBeGreaterThan(1);
  for (const { name } of plain) {
    const answer = await app.call(name);
    expect([name, answer.status]).toEqual([name, 401]);
  }
});

/** The text of every file of the console's domains. */
function sources(): ReadonlyMap<string, string> {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  return new Map(files.map((file) => [file, readFileSync(path.join(source, file), 'utf8')]));
}

/** Changes that a folder's pages make by `api` or `upload`, and that none of them asks about by `May`, `useMay`, `useLocked`. */
function unasked(texts: ReadonlyMap<string, string>): readonly string[] {
  const folders = new Set([...texts.keys()].map((file) => file.split(path.sep)[0] ?? ''));
  return [...folders].flatMap((folder) => {
    const files = [...texts].filter(([file]) => file.startsWith(`${folder}${path.sep}`));
    const text = files.map(([, one]) => one).join('\n');
    const made = namedIn(text, /\b(?:api|upload)\(\s*'([A-Z]+ [^']+)'/g);
    // `call:` and `change=` are what a list that is edited in a dialog asks about.
    const asked = namedIn(
      text,
      /(?:\bcall="|\bcall: '|\bchange="|\bmay\(\s*'|\buseLocked\([^)]*?')([A-Z]+ [^'"]+)['"]/g,
    ).concat(namedIn(text, /\buseLocked\([^)]*: '([A-Z]+ [^']+)'/g));
    return changes
      .filter(({ name }) => made.includes(name) && !asked.includes(name) && !ofForm.includes(name))
      .map(({ name }) => `${folder}: ${name}`);
  });
}

const namedIn = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, name]) => name ?? '');

/** Pictures and a video go up inside a form, which is locked as a whole. */
const ofForm = ['POST /api/admin/files', 'POST /api/admin/videos'];
