// Run after `npm install` has changed a lockfile: node scripts/complete-lockfile.mjs
//
// npm writes into package-lock.json only those platform packages (compilers, databases: one for each system and chip)
// that it could see while installing: with node_modules in place, or with a registry mirror that holds some systems only,
// the others are left out, and `npm ci` then refuses the file on every machine. This adds them from what their parents
// declare; npm never downloads an entry whose os and cpu do not match.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const same = 'aix android darwin freebsd linux netbsd openbsd openharmony sunos win32'.split(' ');
const systems = { ...Object.fromEntries(same.map((name) => [name, name])), windows: 'win32', linuxmusl: 'linux' };
const chips = new Set('arm arm64 ia32 loong64 mips64el ppc64 riscv64 s390x wasm32 x64'.split(' '));

/**
 * @param {Record<string, any>} packages the `packages` of a lockfile; completed in place
 * @returns {string[]} the paths that were added
 */
export function completeLockfile(packages) {
  const added = [];
  for (const [path, { optionalDependencies = {}, dev, devOptional }] of Object.entries(packages)) {
    if (path !== '' && !path.includes('node_modules/')) continue;
    for (const [name, range] of Object.entries(optionalDependencies)) {
      const platform = platformOf(name);
      const at = `node_modules/${name}`;
      if (platform === null || isLocked(packages, path, name)) continue;
      const version = range.replace(/^[\^~=]/, '');
      packages[at] = { version, ...platform, ...(dev || devOptional ? { dev: true } : {}), optional: true };
      added.push(at);
    }
  }
  return added;
}

/** npm's own search: in the package's own node_modules, then in that of every folder above it. */
function isLocked(packages, path, name) {
  const parts = path.split('/node_modules/');
  const places = parts.map((_, depth) => `${parts.slice(0, depth + 1).join('/node_modules/')}/node_modules/${name}`);
  return [...places, `node_modules/${name}`].some((place) => packages[place] !== undefined);
}

/** `@esbuild/linux-arm64` → { os: ['linux'], cpu: ['arm64'] }; null when the name names no system and no chip. */
function platformOf(name) {
  const words = name.split(/[^a-z0-9]+/);
  const os = words.map((word) => systems[word]).find((word) => word !== undefined);
  const cpu = words.find((word) => chips.has(word));
  if (os === undefined || cpu === undefined) return null;
  const libc =
    words.includes('musl') || words.includes('linuxmusl')
      ? 'musl'
      : words.includes('gnu') && os === 'linux'
        ? 'glibc'
        : null;
  return { cpu: [cpu], ...(libc === null ? {} : { libc: [libc] }), os: [os] };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  for (const dir of [root, join(root, 'storefront')]) {
    const file = join(dir, 'package-lock.json');
    const lock = JSON.parse(readFileSync(file, 'utf8'));
    const added = completeLockfile(lock.packages);
    // In npm's own order, so that its next change is a small one.
    const byPath = ([one], [other]) => one.localeCompare(other, 'en');
    lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(byPath));
    if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
    console.log(`${file}: ${added.length} added`);
  }
}
