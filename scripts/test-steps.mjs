import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One thing `npm test` does. `needs` names steps that must have ended; `tests` marks a vitest run, whose tests are
 * counted one by one; a step with `tests` has the machine to itself, because timing is part of what it proves. `againAlone`:
 * what failed is run once more with nothing beside it.
 *
 * @typedef {{ name: string, command: readonly string[], cwd?: string, needs?: readonly string[], tests?: boolean, againAlone?: boolean }} Step
 *
 * @param {string} root
 * @returns {readonly Step[]} longest first
 */
export function testSteps(root) {
  const node = process.execPath;
  const installed = (path) => join(root, 'node_modules', path);
  // The native compiler checks; the one written in JavaScript stays for what reads code as data (depcruise, pairs.test.ts).
  // By one thread: of four each works out anew what the types of the routes are, 100 s of CPU in place of 45, and two steps run beside one another.
  const tsc = [node, installed('typescript-native/bin/tsc'), '--noEmit', '--singleThreaded', '-p'];
  const build = (name) => ({ name: `build ${name}`, command: [node, 'scripts/build.mjs', '--only', name] });
  const vitest = (...projects) => [
    node,
    installed('vitest/vitest.mjs'),
    'run',
    ...projects.flatMap((project) => ['--project', project]),
  ];
  const builds = ['storefront', 'weapp', 'console', 'server', 'sandbox', 'rehearsal'].map(build);
  const sandboxPage = existsSync(join(root, 'sandbox/src/page/tsconfig.json'))
    ? [{ name: 'types sandbox page', command: [...tsc, 'sandbox/src/page/tsconfig.json'] }]
    : [];
  return [
    ...builds,
    { name: 'types', command: [...tsc, 'tsconfig.json'] },
    { name: 'types console', command: [...tsc, 'console/tsconfig.json'] },
    // With the compiler of its own tree: Taro's types are written for that one.
    { name: 'types storefront', command: ['npm', 'run', '--silent', 'types'], cwd: 'storefront' },
    ...sandboxPage,
    { name: 'lint', command: [node, installed('@biomejs/biome/bin/biome'), 'check', '--max-diagnostics=50', '.'] },
    { name: 'knip', command: [node, installed('knip/bin/knip.js')] },
    { name: 'sizes', command: [node, 'scripts/sizes.mjs'], needs: ['build weapp', 'build console'] },
    { name: 'tests', command: vitest('unit', 'server'), needs: builds.map(({ name }) => name), tests: true },
    { name: 'browser', command: vitest('browser'), needs: ['tests'], tests: true, againAlone: true },
  ];
}
