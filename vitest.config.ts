import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/longest-first.mjs';

/**
 * Every project runs in child processes: chDB crashes when a worker thread that loaded it ends. The files of a worker share
 * its modules, which hold no state of their own: to import the server anew for each file took three quarters of a run.
 */
const inForks = {
  pool: 'forks',
  isolate: false,
  environment: 'node',
  testTimeout: 120_000,
  hookTimeout: 180_000,
  // What is waited for is waited for; one second is too short for three files on two cores.
  expect: { poll: { timeout: 15_000 } },
  setupFiles: './scripts/tell-why.ts',
} as const;
const builtOrForeign = ['**/node_modules/**', '**/dist/**', '.huoshui/**'];
const postgres = './server/src/launch/test-cluster.ts';

export default defineConfig({
  test: {
    // A file waits for a database, a browser or a clock for a third of its time: three of them fill two cores.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    /**
     * What was transformed is kept on disk, by content: the second project of a run, and every run after it, begin with it.
     * A file that asks for the server alone took 13.8 s of CPU before and takes 9.7 s with it (`vitest --clearCache` forgets).
     */
    experimental: { fsModuleCache: true, fsModuleCachePath: '.huoshui/vitest-cache' },
    projects: [
      {
        test: {
          ...inForks,
          name: 'unit',
          include: [
            '{contracts,sandbox,rehearsal,bench,scripts}/**/*.test.ts',
            '{console,storefront}/src/**/*.test.ts',
            'storefront/test/**/*.test.ts',
            'server/test/boundaries.test.ts',
          ],
          exclude: builtOrForeign,
        },
      },
      {
        test: {
          ...inForks,
          // One project for domains and flows: a worker goes on within its project, and a new one imports the server for ten seconds of CPU.
          name: 'server',
          include: ['server/{src,test}/**/*.test.ts'],
          exclude: [...builtOrForeign, 'server/test/browser/**', 'server/test/boundaries.test.ts'],
          globalSetup: [postgres],
        },
      },
      {
        test: {
          ...inForks,
          name: 'browser',
          include: ['server/test/browser/**/*.test.ts'],
          exclude: builtOrForeign,
          globalSetup: [postgres],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
