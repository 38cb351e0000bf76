import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const made = new Set(['node_modules', 'dist', '.huoshui', '.git', '.swc', '.temp', 'coverage']);

/**
 * One hash over the content of files and folders (relative to `root`): equal sources, equal hash, whatever their times
 * say, so that a fresh clone or a switched branch rebuilds only what really differs. Tests are no sources.
 *
 * @param {string} root
 * @param {readonly string[]} paths
 * @returns {string} hexadecimal SHA-256
 */
export function sourceHash(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesBelow(join(root, path))) {
      hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

/** @param {string} path @returns {string[]} sorted; empty when there is no such path */
function filesBelow(path) {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined) return [];
  if (info.isFile()) return [path];
  return readdirSync(path)
    .sort()
    .filter((name) => !made.has(name) && !/\.test\.tsx?$/.test(name))
    .flatMap((name) => filesBelow(join(path, name)));
}
