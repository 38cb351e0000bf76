import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The storefront keeps a tree of its own: Taro needs React 18 and its H5 build fails when npm hoists. */
const trees = [
  { name: '系统 system', dir: root },
  { name: '商城 storefront', dir: join(root, 'storefront') },
];

/**
 * Installs the packages that the lockfiles name and this machine does not have yet. Imports nothing that npm would have
 * to install first.
 *
 * @param {(line: string) => void} say
 */
export async function installMissing(say) {
  const missing = trees.filter(({ dir }) => existsSync(join(dir, 'package-lock.json')) && !isInstalled(dir));
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(', ');
  const startedAt = performance.now();
  const seconds = () => `${Math.round((performance.now() - startedAt) / 1000)} s`;
  say(`首次启动：安装依赖，约需 1–3 分钟 / installing packages, 1–3 minutes: ${names}`);
  const pulse = setInterval(() => say(`… 安装中 still installing (${seconds()})`), 15_000);
  try {
    await Promise.all(missing.map(async ({ dir }) => await cleanInstall(dir)));
  } finally {
    clearInterval(pulse);
  }
  say(`依赖已安装 packages installed (${seconds()})`);
}

function isInstalled(dir) {
  const stamp = join(dir, 'node_modules', '.huoshui-installed');
  const wanted = lockHash(dir);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true;
  if (!holdsLockfile(dir)) return false;
  writeFileSync(stamp, wanted);
  return true;
}

const lockHash = (dir) =>
  createHash('sha256')
    .update(readFileSync(join(dir, 'package-lock.json')))
    .digest('hex');

/** Somebody may have run npm by hand: npm's own note of what lies in node_modules decides then. */
function holdsLockfile(dir) {
  const note = join(dir, 'node_modules', '.package-lock.json');
  if (!existsSync(note)) return false;
  const wanted = JSON.parse(readFileSync(join(dir, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(note, 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, link, optional, devOptional, peer }]) => {
    const ours = !path.includes('node_modules/') || link === true;
    // Packages for other systems are in the lockfile and rightly not on this disk.
    const maybeAbsent = optional === true || devOptional === true || peer === true;
    return ours || present[path]?.version === version || (maybeAbsent && present[path] === undefined);
  });
}

async function cleanInstall(dir) {
  const npm = process.env.npm_execpath;
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const [command, rest] = npm?.endsWith('.js') ? [process.execPath, [npm, ...args]] : ['npm', args];
  const said = [];
  const child = spawn(command, rest, { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'], env: npmEnvironment() });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) {
    throw new Error(`安装失败 npm ci failed in ${dir}\n${Buffer.concat(said).toString().trimEnd().slice(-4000)}`);
  }
  writeFileSync(join(dir, 'node_modules', '.huoshui-installed'), lockHash(dir));
}

/** Below `npm start` npm hands down what it was told for this package, which would steer the other tree's install. */
function npmEnvironment() {
  const inherited = /^npm_(package|lifecycle|config_local_prefix|command)/;
  const kept = Object.entries(process.env).filter(([name]) => !inherited.test(name));
  // A production machine builds from sources too, so the build tools must come along.
  return { ...Object.fromEntries(kept), NODE_ENV: 'development' };
}
