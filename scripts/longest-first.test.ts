import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { LONGEST, LongestFirst } from './longest-first.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

describe('the order of test files', () => {
  it('names files that there are, each once', () => {
    expect(LONGEST.filter((file) => !existsSync(join(root, file)))).toEqual([]);
    expect(new Set(LONGEST).size).toBe(LONGEST.length);
  });

  it('is by project, the longest first and then the biggest', async () => {
    const sizes: Readonly<Record<string, number>> = { 'server:small.test.ts': 1, 'server:big.test.ts': 9 };
    const context = {
      config: { root },
      cache: {
        getFileTestResults: () => undefined,
        getFileStats: (key: string) => ({ size: sizes[key] ?? 5 }),
      },
    };
    const file = (name: string, path: string) => ({
      project: { name, config: { isolate: false, sequence: { groupOrder: 0 } } },
      moduleId: join(root, path),
    });
    const [first = '', second = ''] = LONGEST.filter((path) => path.startsWith('server/src/'));
    const files = [
      file('server', 'small.test.ts'),
      file('server', second),
      file('server', 'big.test.ts'),
      file('unit', 'tiny.test.ts'),
      file('server', first),
    ];
    // What vitest hands to it of itself is far more than it reads.
    const sorted: typeof files = await Reflect.construct(LongestFirst, [context]).sort(files);
    expect(sorted.map(({ moduleId }) => moduleId.slice(root.length + 1))).toEqual([
      'tiny.test.ts',
      first,
      second,
      'big.test.ts',
      'small.test.ts',
    ]);
  });
});
