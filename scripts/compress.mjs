import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Below this a packet holds it anyway. */
const LEAST = 1024;
const TEXT = /\.(js|css|html|svg|json|webmanifest)$/;

/**
 * Beside every text file of a built face its brotli and gzip forms, made once with all the patience there is; the server
 * sends whichever the browser takes (platform/http/faces.ts). A form that saves nothing is not kept.
 *
 * @param {string} folder
 */
export function compressBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    if (/\.(br|gz)$/.test(file)) rmSync(file);
  }
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !TEXT.test(file) || statSync(file).size < LEAST) continue;
    const bytes = readFileSync(file);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    for (const [ending, small] of [
      ['br', brotliCompressSync(bytes, { params })],
      ['gz', gzipSync(bytes, { level: 9 })],
    ])
      if (small.length < bytes.length * 0.95) writeFileSync(`${file}.${ending}`, small);
  }
}
