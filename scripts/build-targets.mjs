import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compressBelow } from './compress.mjs';
import { runQuietly } from './run-quietly.mjs';
import { nameWeapp, shopOfWeapp } from './shop-of-weapp.mjs';

/**
 * What is built. `inputs` decide whether it must be built again, `outputs` must exist afterwards;
 * `settings` are what of the environment goes into it, so that another value is another build.
 *
 * @typedef {{
 *   name: string,
 *   inputs: readonly string[],
 *   outputs: readonly string[],
 *   onDemand?: boolean,
 *   settings?: readonly string[],
 *   run: (root: string) => Promise<void>,
 * }} Target
 *
 * @type {readonly Target[]} longest first, so that two lanes end at about the same time
 */
export const targets = [
  {
    name: 'storefront',
    inputs: ['storefront', 'contracts/src', 'scripts/compress.mjs'],
    outputs: ['storefront/dist/h5/index.html'],
    run: async (root) => {
      await runQuietly('npm', ['run', '--silent', 'build:h5'], { cwd: join(root, 'storefront') });
      compressBelow(join(root, 'storefront/dist/h5'));
    },
  },
  {
    name: 'weapp',
    inputs: ['storefront', 'contracts/src'],
    outputs: ['storefront/dist/weapp/app.json'],
    onDemand: true,
    // Without the address of a shop it is built for the phone that is played here; what is uploaded needs HUOSHUI_API.
    settings: ['HUOSHUI_API', 'HUOSHUI_APPID', 'HUOSHUI_NAME'],
    run: async (root) => {
      const shop = await shopOfWeapp(process.env);
      await runQuietly('npm', ['run', '--silent', 'build:weapp'], {
        cwd: join(root, 'storefront'),
        env: { ...process.env, HUOSHUI_API: process.env.HUOSHUI_API ?? 'sandbox' },
      });
      if (shop !== null) nameWeapp(join(root, 'storefront/dist/weapp'), shop);
    },
  },
  {
    name: 'console',
    inputs: ['console', 'contracts/src', 'package-lock.json', 'scripts/compress.mjs'],
    outputs: ['console/dist/index.html', 'console/dist/sidebar.html'],
    run: async (root) => {
      const vite = [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'];
      await runQuietly(process.execPath, vite, { cwd: join(root, 'console') });
      compressBelow(join(root, 'console/dist'));
    },
  },
  {
    name: 'server',
    inputs: ['server/src', 'server/package.json', 'contracts/src', 'scripts/build-targets.mjs'],
    outputs: ['main', 'cli', 'event-store', 'rest'].map((name) => `server/dist/${name}.js`),
    run: buildServer,
  },
  {
    name: 'sandbox',
    inputs: ['sandbox', 'package-lock.json', 'scripts/compress.mjs'],
    outputs: ['sandbox/dist/main.js'],
    run: async (root) => {
      await runQuietly(process.execPath, ['build.mjs'], { cwd: join(root, 'sandbox') });
      compressBelow(join(root, 'sandbox/dist/page'));
    },
  },
  {
    name: 'rehearsal',
    inputs: ['rehearsal', 'contracts/src', 'scripts/build-targets.mjs'],
    outputs: ['rehearsal/dist/main.js'],
    run: async (root) => await bundle(root, { main: 'rehearsal/src/main.ts' }, 'rehearsal/dist'),
  },
];

/** @param {string} root */
async function buildServer(root) {
  rmSync(join(root, 'server/dist'), { recursive: true, force: true });
  await bundle(
    root,
    {
      main: 'server/src/main.ts',
      cli: 'server/src/cli.ts',
      'event-store': 'server/src/platform/event-store/process.ts',
      rest: 'server/src/launch/rest.ts',
    },
    'server/dist',
  );
  for (const [from, to] of migrationFolders(root)) cpSync(from, to, { recursive: true });
}

/** server/src/{platform,domains/<domain>}/<kind> → server/dist/<kind>; their names begin with a time, so none collide */
function migrationFolders(root) {
  const domains = join(root, 'server/src/domains');
  const owners = [join(root, 'server/src/platform'), ...readdirSync(domains).map((name) => join(domains, name))];
  return ['migrations', 'event-migrations'].flatMap((kind) =>
    owners.map((owner) => [join(owner, kind), join(root, 'server/dist', kind)]).filter(([from]) => existsSync(from)),
  );
}

/** Packages stay in node_modules; our own contracts are bundled in because they are TypeScript there. */
export async function bundle(root, entryPoints, outdir) {
  const { build } = await import('esbuild');
  const contracts = join(root, 'contracts/src');
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // What two of them need stands in a file of its own, so a command loads what it runs and no more.
    splitting: true,
    sourcemap: true,
    // Each process keeps its map for as long as it lives; the sources stand beside it.
    sourcesContent: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'contracts-in-packages-out',
        setup: ({ onResolve }) => {
          onResolve({ filter: /^@huoshui\/contracts(\/|$)/ }, ({ path }) => {
            const name = path.slice('@huoshui/contracts'.length + 1).replace(/\.ts$/, '');
            return { path: join(contracts, `${name || 'index'}.ts`) };
          });
          onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
            kind === 'entry-point' ? null : { path, external: true },
          );
        },
      },
    ],
  });
}
