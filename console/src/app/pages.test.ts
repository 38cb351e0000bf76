import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { words } from '@huoshui/contracts/words';
import { matchPath } from 'react-router';
import { expect, it } from 'vitest';
import { groups } from '../ground/groups.tsx';
import type { Page } from '../ground/page.ts';
import { navigationFor, navPageOf, pageAt } from './navigation.ts';
import { pages } from './pages.ts';

const source = join(import.meta.dirname, '..');

/** The text of every file of the console by its path below `src`. */
const files: ReadonlyMap<string, string> = new Map(
  readdirSync(source, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(source.length + 1), readFileSync(path, 'utf8')]),
);

const toy: Page = { path: '/toys', title: words('玩具', 'Toys'), group: 'catalog', load: async () => () => null };

it('holds every page of the console once, each with its place', () => {
  expect(problems(pages, files)).toEqual([]);
  expect(pages.length).toBeGreaterThan(30);
});

it('names two pages with one path', () => {
  const orders = { ...toy, path: '/orders' };
  expect(problems([...pages, orders], files)).toEqual(['/orders: two pages have this path']);
});

it('names an entry of the navigation that leads to no page, and a group without pages', () => {
  expect(problems([...pages, { ...toy, path: '/toys/:id' }], files)).toEqual([
    '/toys/:id: stands in the navigation and needs an id',
  ]);
  const withoutImports = pages.filter((page) => page.path !== '/imports');
  expect(problems(withoutImports, new Map())).toContain('imports: a group of the navigation without a page');
});

it('names what lies outside the manifest: a file that no page loads, a folder without a manifest, a link to nowhere', () => {
  const planted = new Map([
    ...files,
    ['domains/orders/forgotten-list.tsx', 'export function ForgottenList() { return null; }'],
    ['domains/toys/toy-list.tsx', '<Link to="/toys/all">'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text
    ['domains/orders/index.ts', 'void navigate(`/parcels/${id}?from=list`)'],
  ]);
  expect(problems(pages, planted)).toEqual([
    'domains/orders/forgotten-list.tsx: no page loads it',
    'domains/orders/index.ts: leads to /parcels/x, which is no page',
    'domains/toys/toy-list.tsx: leads to /toys/all, which is no page',
    'domains/toys/toy-list.tsx: no page loads it',
    'domains/toys: has no pages.ts in app/pages.ts',
  ]);
});

it('keeps the order of the loop, and offers a role what it may read', () => {
  expect(navigationFor(() => true).map((group) => group.key)).toEqual(Object.keys(groups));
  const paths = (key: string, can: boolean) =>
    navigationFor((permission) => can || permission === 'settings.read')
      .find((group) => group.key === key)
      ?.pages.map(({ path }) => path);
  expect(paths('benefits', true)).toEqual([
    '/coupons',
    '/pay-coupons',
    '/product-coupons',
    '/coupon-codes',
    '/payment-rules',
    '/packages',
    '/grants',
    '/budgets',
  ]);
  expect(paths('settings', true)?.slice(0, 4)).toEqual([
    '/settings/shop',
    '/settings/lifecycle',
    '/settings/operators',
    '/settings/audit',
  ]);
  expect(paths('settings', false)).toEqual([
    '/settings/shop',
    '/settings/parked',
    '/settings/mail',
    '/settings/callbacks',
  ]);
  expect(paths('benefits', false)).toBeUndefined();
});

it('knows the page of an address, and where it hangs in the navigation', () => {
  expect(pageAt('/products/new')?.title.en).toBe('New product');
  expect(pageAt('/products/prd_1')?.path).toBe('/products/:id');
  expect(pageAt('/nowhere')).toBeUndefined();
  expect(navPageOf('/orders/ord_1')?.path).toBe('/orders');
  expect(navPageOf('/settings/shop')?.group).toBe('settings');
});

/** What is wrong with the manifests, a sentence each. */
function problems(all: readonly Page[], sources: ReadonlyMap<string, string>): readonly string[] {
  const paths = all.map(({ path }) => path);
  const twice = paths.filter((path, index) => paths.indexOf(path) < index);
  const inNavigation = all.filter((page) => page.group !== undefined);
  return [
    ...twice.map((path) => `${path}: two pages have this path`),
    ...inNavigation
      .filter(({ path }) => path.includes(':'))
      .map(({ path }) => `${path}: stands in the navigation and needs an id`),
    ...Object.keys(groups)
      .filter((key) => inNavigation.every((page) => page.group !== key))
      .map((key) => `${key}: a group of the navigation without a page`),
    ...outside(sources),
    ...[...sources].flatMap(([file, text]) =>
      linksIn(text)
        .filter((link) => !paths.some((path) => matchPath(path, link) !== null) && link !== '/sign-in')
        .map((link) => `${file}: leads to ${link}, which is no page`),
    ),
  ].sort();
}

/** Folders of domains without a manifest in the table, and their files that nothing loads. */
function outside(sources: ReadonlyMap<string, string>): readonly string[] {
  const table = sources.get('app/pages.ts') ?? '';
  const manifests = importsOf('app/pages.ts', table).filter((path) => path.endsWith('/pages.ts'));
  const reached = new Set<string>();
  const visit = (path: string) => {
    const text = sources.get(path);
    if (text === undefined || reached.has(path)) return;
    reached.add(path);
    for (const next of importsOf(path, text)) visit(next);
  };
  visit('main.tsx');
  const ofDomains = [...sources.keys()].filter((path) => path.startsWith('domains/'));
  const folders = [...new Set(ofDomains.map((path) => path.split('/').slice(0, 2).join('/')))];
  return [
    ...folders
      .filter((folder) => !manifests.includes(`${folder}/pages.ts`))
      .map((folder) => `${folder}: has no pages.ts in app/pages.ts`),
    ...ofDomains.filter((path) => !reached.has(path)).map((path) => `${path}: no page loads it`),
  ];
}

const importsOf = (file: string, text: string): readonly string[] =>
  [...text.matchAll(/(?:from |import\(|import )'(\.[^']+)'/g)].map(([, path]) =>
    normalize(join(dirname(file), path ?? '')),
  );

/** Addresses written in `to=`, `to:` and `navigate(`, without their query; `${…}` stands for one part. */
const linksIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?:\bto[=:] ?\{?|navigate\()['"`](\/[^'"`]*)['"`]/g)].map(([, link]) =>
    (link ?? '').replaceAll(/\$\{[^}]*\}/g, 'x').replace(/[?#].*$/, ''),
  );
