import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const KiB = 1024;
const MiB = 1024 * KiB;

/**
 * How large the things are that shoppers and operators download. WeChat refuses a main package over 2 MiB; we stop at
 * half, so that a new page never is the last straw.
 *
 * @returns {{ name: string, bytes: number, limit: number, ok: boolean }[]}
 * @throws when something to measure has not been built
 */
export function measureSizes() {
  return [...packageSizes(), sized('console entry, gzip', consoleEntry(join(root, 'console/dist')), 350 * KiB)];
}

/** The mini program is sent by WeChat, as a package; what our own server sends is measured where it sends (bench/faces.ts). */
export function packageSizes() {
  const weapp = weappSizes(join(root, 'storefront/dist/weapp'));
  return [
    sized('mini program, main package', weapp.main, 1 * MiB),
    sized('mini program, all packages', weapp.all, 4 * MiB),
  ];
}

const sized = (name, bytes, limit) => ({ name, bytes, limit, ok: bytes <= limit });

function weappSizes(dist) {
  const app = JSON.parse(read(join(dist, 'app.json'), 'weapp'));
  const packages = (app.subPackages ?? app.subpackages ?? []).map(
    ({ root: folder }) => `${folder.replace(/\/$/, '')}/`,
  );
  const files = filesBelow(dist).map((file) => ({ path: relative(dist, file), bytes: statSync(file).size }));
  const sum = (some) => some.reduce((total, { bytes }) => total + bytes, 0);
  return {
    all: sum(files),
    main: sum(files.filter(({ path }) => !packages.some((folder) => path.startsWith(folder)))),
  };
}

/** The entry with everything it imports at once, scripts and styles; lazy routes are not in it. */
function consoleEntry(dist) {
  const manifest = JSON.parse(read(join(dist, '.vite/manifest.json'), 'console'));
  const files = new Set();
  const visit = (key) => {
    const chunk = manifest[key];
    if (chunk === undefined || files.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(key);
  if (files.size === 0) throw new Error('The console manifest names no entry');
  return [...files].reduce((total, file) => total + gzipSync(readFileSync(join(dist, file))).length, 0);
}

function read(file, target) {
  if (!existsSync(file)) throw new Error(`${relative(root, file)} is missing: node scripts/build.mjs --only ${target}`);
  return readFileSync(file, 'utf8');
}

function filesBelow(path) {
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    for (const { name, bytes, limit, ok } of measureSizes()) {
      console.log(`${ok ? '✓' : '✗'} ${name}: ${Math.round(bytes / KiB)} KiB of ${limit / KiB} KiB`);
      if (!ok) process.exitCode = 1;
    }
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
