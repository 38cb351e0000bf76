import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sourceHash } from './source-hash.mjs';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'huoshui-hash-'));
  await mkdir(join(root, 'src/deep'), { recursive: true });
  await writeFile(join(root, 'src/deep/a.ts'), 'export const a = 1;');
});
afterEach(async () => await rm(root, { recursive: true }));

describe('the hash that decides whether to build', () => {
  it('changes with a source: its content, its name, another file beside it', async () => {
    const seen = new Set([sourceHash(root, ['src'])]);
    await writeFile(join(root, 'src/deep/a.ts'), 'export const a = 2;');
    seen.add(sourceHash(root, ['src']));
    await writeFile(join(root, 'src/b.ts'), '');
    seen.add(sourceHash(root, ['src']));
    expect(seen.size).toBe(3);
  });

  it('stays when only times, tests or things that were made change', async () => {
    const before = sourceHash(root, ['src', 'absent']);
    await utimes(join(root, 'src/deep/a.ts'), new Date(0), new Date(0));
    await writeFile(join(root, 'src/a.test.ts'), 'new');
    await mkdir(join(root, 'src/node_modules'));
    await writeFile(join(root, 'src/node_modules/x.js'), 'new');
    expect(sourceHash(root, ['src', 'absent'])).toBe(before);
  });
});
