import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { completeLockfile } from './complete-lockfile.mjs';

describe('a lockfile', () => {
  it('gets the platform packages that npm left out, marked so that no other system downloads them', () => {
    const packages = {
      '': { optionalDependencies: {} },
      'node_modules/tool': {
        optionalDependencies: {
          '@tool/linux-x64-musl': '1.2.3',
          '@tool/own-linuxmusl-arm64': '1.2.3',
          '@tool/darwin-arm64': '^1.2.3',
          extra: '1',
        },
      },
      'node_modules/tool/node_modules/@tool/darwin-arm64': { version: '1.2.3' },
    };
    expect(completeLockfile(packages)).toEqual([
      'node_modules/@tool/linux-x64-musl',
      'node_modules/@tool/own-linuxmusl-arm64',
    ]);
    expect(packages).toHaveProperty(['node_modules/@tool/linux-x64-musl'], {
      version: '1.2.3',
      cpu: ['x64'],
      libc: ['musl'],
      os: ['linux'],
      optional: true,
    });
    expect(packages).toHaveProperty(['node_modules/@tool/own-linuxmusl-arm64'], {
      version: '1.2.3',
      cpu: ['arm64'],
      libc: ['musl'],
      os: ['linux'],
      optional: true,
    });
    expect(completeLockfile(packages)).toEqual([]);
  });

  it.each(['.', 'storefront'])('of ours lacks none: `npm ci` takes it on every system (%s)', (folder) => {
    const file = join(import.meta.dirname, '..', folder, 'package-lock.json');
    const { packages } = JSON.parse(readFileSync(file, 'utf8'));
    // If this fails: node scripts/complete-lockfile.mjs
    expect(completeLockfile(packages)).toEqual([]);
  });
});
