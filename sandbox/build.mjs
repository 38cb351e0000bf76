// Bundles the sandbox: `dist/main.js` for Node (packages stay outside) and `dist/page` for the browser.
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const from = (...path) => join(here, 'src', ...path);
const to = (...path) => join(here, 'dist', ...path);

rmSync(to(), { recursive: true, force: true });
mkdirSync(to('page'), { recursive: true });

await Promise.all([
  build({
    entryPoints: [from('main.ts')],
    outfile: to('main.js'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  }),
  build({
    entryPoints: [from('page', 'page.tsx')],
    outdir: to('page'),
    bundle: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    sourcemap: true,
    logLevel: 'warning',
  }),
]);
copyFileSync(from('page', 'index.html'), to('page', 'index.html'));
