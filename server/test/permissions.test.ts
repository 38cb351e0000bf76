import { expect, it } from 'vitest';
import { allows } from '../src/domains/operators/index.ts';
import { testApp } from '../src/platform/testing/app.ts';

const app = await testApp();
const routes = app.running.domains
  .flatMap((domain) => domain.routes ?? [])
  .filter((route) => route.path.startsWith('/api/admin/'))
  .map((route) => ({ name: `${route.method} ${route.path}`, ...route }));

it('every route of the console asks for a permission, but for one’s own session, the task centre, what waits for her and the descriptions of forms', () => {
  const without = routes.filter((route) => !('can' in route.options)).map((route) => route.name);
  const own = without.filter((name) => / \/api\/admin\/(session|tasks|forms|work)\b/.test(name));
  expect(routes.length).toBeGreaterThan(10);
  expect(without).toEqual(own);
});

it('every change that an operator can make is written down in words', () => {
  const open = (options: object) => 'open' in options || 'onlyReads' in options;
  const wordless = routes.filter(({ method, options }) => method !== 'GET' && !open(options) && !options.audit);
  expect(wordless.map((route) => route.name)).toEqual([]);
});

it('every permission that is asked for is one that the owner has', () => {
  const unknown = routes.filter(({ options }) => 'can' in options && !allows('owner', options.can));
  expect(unknown.map((route) => route.name)).toEqual([]);
});

it('a viewer may call no route that changes something, however it is named', () => {
  // A question too long for a query string is asked by POST and changes nothing.
  const asking = /^POST \/api\/admin\/(.*\/preview$|reports\/|conditions\/estimate$|playbooks\/:key\/dry-run$)/;
  const open = routes.filter(
    ({ name, method, options }) =>
      method !== 'GET' && 'can' in options && allows('viewer', options.can) && !asking.test(name),
  );
  expect(open.map((route) => route.name)).toEqual([]);
});

it('nobody is let in without a session, and no stranger is told anything', async () => {
  const plain = routes.filter(({ method, path, shape }) => method === 'GET' && !path.includes(':') && !shape.query);
  expect(plain.length).toBeGreaterThan(1);
  for (const { name } of plain) {
    const answer = await app.call(name);
    expect([name, answer.status]).toEqual([name, 401]);
  }
});
