import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import boundaries, { mayCall } from '../../boundaries.mjs';

const root = join(import.meta.dirname, '../..');

describe('the boundaries', () => {
  it('hold in the whole of the real tree', async () => {
    const { summary } = await check(root, [
      'server/src',
      'contracts/src',
      'sandbox/src',
      'rehearsal/src',
      'console/src',
      'storefront/src',
    ]);
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
    // A checker that sees nothing reports nothing either.
    expect(summary.totalCruised).toBeGreaterThan(100);
  }, 120_000);

  it('form a graph without cycles: whoever is called never calls back', () => {
    const reaches = (from: string, seen: Set<string> = new Set()): Set<string> => {
      for (const next of mayCall[from] ?? []) if (!seen.has(next)) reaches(next, seen.add(next));
      return seen;
    };
    for (const domain of Object.keys(mayCall)) expect(reaches(domain), domain).not.toContain(domain);
    for (const callable of Object.values(mayCall).flat()) expect(Object.keys(mayCall)).toContain(callable);
  });
});

describe('the folder of a domain', () => {
  const domains = join(root, 'server/src/domains');

  it('has a door of at most ten values, beside the types they speak in', async () => {
    const doors = (await filesOf(domains)).filter(
      (file) => basename(file) === 'index.ts' && dirname(dirname(file)) === domains,
    );
    expect(doors.length).toBeGreaterThan(8);
    for (const door of doors) {
      const names = valuesOf(await readFile(door, 'utf8'));
      expect(names.length, `${door}: ${names.join(', ')}`).toBeLessThanOrEqual(10);
    }
  });

  it('has no file that is named for looking and changes something', async () => {
    const looking = (await filesOf(domains)).filter(
      (file) => LOOKING.test(basename(file)) && !file.endsWith('.test.ts'),
    );
    expect(looking.length).toBeGreaterThan(20);
    for (const file of looking) expect(CHANGES.exec(await readFile(file, 'utf8'))?.[0], file).toBeUndefined();
  });

  it('would be caught at both', () => {
    expect(valuesOf("export { a, type B, c as d } from './x.ts';\nexport type { E } from './y.ts';")).toEqual([
      'a',
      'c as d',
    ]);
    for (const statement of [
      'insert into orders.event (id)',
      'with x as (delete from a.b)',
      'update orders.placed o set',
    ])
      expect(statement).toMatch(CHANGES);
    expect('select 1 from orders.placed for update').not.toMatch(CHANGES);
  });
});

const LOOKING = /^(read|find|get|list|show|present|export)(-[a-z-]+)?\.ts$/;
const CHANGES = /\b(insert into|delete from|merge into|update [a-z_]+\.[a-z_]+)\b/i;

async function filesOf(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true }))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));
}

/** What a module hands on besides types. */
function valuesOf(text: string): string[] {
  return [...text.matchAll(/export \{([^}]*)\}/g)]
    .flatMap(([, names = '']) => names.split(',').map((name) => name.trim()))
    .filter((name) => name !== '' && !name.startsWith('type '));
}

describe('a planted violation', () => {
  let planted: string;

  beforeAll(async () => {
    planted = await mkdtemp(join(tmpdir(), 'huoshui-boundaries-'));
    const files = {
      'catalog/index.ts': 'export const a = 1;',
      'catalog/stock.ts': "import '../orders/index.ts';\nexport const b = 1;",
      'orders/index.ts': "import '../catalog/stock.ts';\nimport '../catalog/index.ts';\nexport const c = 1;",
      'orders/events.ts': "import './index.ts';\nexport const d = 1;",
      'journeys/react.ts': "import '../orders/events.ts';\nexport const e = 1;",
      'surprise/index.ts': "import '../catalog/index.ts';\nexport const f = 1;",
      '../platform/outbox.ts': "import '../domains/catalog/index.ts';\nexport const g = 1;",
      '../launch/start.ts': "import '../domains/catalog/index.ts';\nexport const h = 1;",
      '../../../storefront/src/ui/Card.tsx': "import '../catalog/ProductCard.tsx';\nexport const j = 1;",
      '../../../storefront/src/catalog/ProductCard.tsx': 'export const k = 1;',
      '../../../storefront/src/cart/Row.tsx':
        "import '../catalog/ProductCard.tsx';\nimport '../me/pages/me.tsx';\nexport const l = 1;",
      '../../../storefront/src/me/pages/me.tsx': 'export const m = 1;',
      '../../../sandbox/src/main.ts': "import '../../server/src/platform/outbox.ts';\nexport const i = 1;",
      '../../../console/src/ui/list.ts': "import '../ground/api.ts';\nexport const j = 1;",
      '../../../console/src/ground/api.ts': 'export const k = 1;',
      '../../../console/src/ground/orders.ts': "import '../domains/orders/index.ts';\nexport const l = 1;",
      '../../../console/src/app/router.ts': "import '../domains/orders/order-list.ts';\nexport const m = 1;",
      '../../../console/src/app/pages.ts': "import '../domains/orders/pages.ts';\nexport const n = 1;",
      '../../../console/src/domains/orders/index.ts': "import '../../ui/list.ts';\nexport const o = 1;",
      '../../../console/src/domains/orders/order-list.ts': "import './index.ts';\nexport const p = 1;",
      '../../../console/src/domains/orders/pages.ts': "export const q = import('./order-list.ts');",
      '../../../console/src/domains/members/pages.ts': "import './member-page.ts';\nexport const r = 1;",
      '../../../console/src/domains/members/member-page.ts':
        "import '../orders/index.ts';\nimport '../orders/order-list.ts';\nimport '../../app/pages.ts';\nexport const s = 1;",
    };
    for (const [path, text] of Object.entries(files)) {
      const file = join(planted, 'server/src/domains', path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  });
  afterAll(async () => await rm(planted, { recursive: true }));

  it('is named, with the rule it breaks and what to do instead; what is allowed is not', async () => {
    const { summary } = await check(planted, ['server/src', 'sandbox/src', 'storefront/src', 'console/src']);
    const found = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${short(from)} → ${short(to)}`);
    expect(found.sort()).toEqual([
      'catalog-calls-only-what-is-listed: catalog/stock.ts → orders/index.ts',
      'console-domains-meet-at-their-doors: members/member-page.ts → orders/order-list.ts',
      'console-ground-knows-no-domain: ground/orders.ts → orders/index.ts',
      'console-manifests-load-lazily: members/pages.ts → members/member-page.ts',
      'console-pages-stand-below-the-roof: members/member-page.ts → app/pages.ts',
      'console-roof-knows-manifests-only: app/router.ts → orders/order-list.ts',
      'console-ui-is-patterns-only: ui/list.ts → ground/api.ts',
      'domain-is-in-the-table: surprise/index.ts → catalog/index.ts',
      'events-know-no-domain: orders/events.ts → orders/index.ts',
      'launcher-stands-alone: server/src/launch/start.ts → catalog/index.ts',
      'no-cycles: catalog/stock.ts → orders/index.ts',
      'orders-calls-only-what-is-listed: orders/index.ts → catalog/stock.ts',
      'platform-and-wechat-know-no-domain: server/src/platform/outbox.ts → catalog/index.ts',
      'sandbox-is-another-world: sandbox/src/main.ts → server/src/platform/outbox.ts',
      'storefront-ground-knows-no-room: storefront/src/ui/Card.tsx → storefront/src/catalog/ProductCard.tsx',
      'storefront-pages-are-entered-by-path: storefront/src/cart/Row.tsx → storefront/src/me/pages/me.tsx',
    ]);
    for (const { comment } of boundaries.forbidden ?? []) expect(comment).toMatch(/\w{3,}.*\./);
  }, 60_000);
});

const short = (path: string) => path.replace(/^(server|console)\/src\/domains\/|^console\/src\//, '');

async function check(baseDir: string, folders: string[]): Promise<ICruiseResult> {
  const { output } = await cruise(
    folders,
    { ...boundaries.options, baseDir, validate: true, ruleSet: { forbidden: boundaries.forbidden ?? [] } },
    boundaries.options?.enhancedResolveOptions,
    { tsConfig: extractTSConfig(join(root, 'tsconfig.json')) },
  );
  if (typeof output === 'string') throw new Error('The cruise gave text where its result was wanted');
  return output;
}
