// A long run of what `npm test` does with 2 000 requests (server/test/fuzz): node scripts/fuzz.mjs --requests 50000 --seed 7

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
  },
});
process.stdout.write(`seed ${values.seed}, ${values.requests} requests\n`);
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'server', 'server/test/fuzz'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, FUZZ_SEED: values.seed, FUZZ_REQUESTS: values.requests },
});
process.exitCode = status ?? 1;
