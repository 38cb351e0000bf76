#!/usr/bin/env node
// `npm run bench`: every claim of README's table, measured on this machine against its reference in the same run.
// A bench is a file in bench/ that exports `run(): Promise<{ name, value, unit, goal, ok }[]>`.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { installMissing } from '../scripts/install.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    run: { type: 'string' },
    members: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});
const benches = readdirSync(join(root, 'bench'))
  .filter((file) => /^[a-z-]+\.ts$/.test(file) && !file.endsWith('.test.ts'))
  .map((file) => file.slice(0, -3))
  .concat('sizes');

/** What a bench looks at, beside what all of them run on. */
const product = ['storefront', 'console', 'rehearsal'];
const alsoBuilt = { sizes: ['weapp'], faces: product, rest: product };

if (values.help)
  console.log(
    `npm run bench [-- --json] [--only NAME] [--members N]\n\n--members: one size for those that are measured at three (clv, funnel, journey, members, million, money, recommendations, retention, segments).\nNames: ${benches.join(', ')}`,
  );
else if (values.run) await runHere(values.run);
else await runAll();

async function runAll() {
  const wanted = benches.filter((name) => values.only === undefined || name === values.only);
  if (wanted.length === 0) {
    console.error(`没有这个测试 no such bench: ${values.only}. Names: ${benches.join(', ')}`);
    process.exitCode = 2;
    return;
  }
  const say = (line) => console.error(line);
  await installMissing(say);
  const { build } = await import('../scripts/build.mjs');
  const { bundle } = await import('../scripts/build-targets.mjs');
  try {
    const others = wanted.flatMap((name) => alsoBuilt[name] ?? []);
    await build({ only: [...new Set(['server', 'sandbox', ...others])], say });
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
    return;
  }
  const sources = wanted.filter((name) => name !== 'sizes');
  // Beside the server's bundles: there they find its packages, its migrations and its event store's process.
  if (sources.length > 0)
    await bundle(root, Object.fromEntries(sources.map((name) => [`bench-${name}`, `bench/${name}.ts`])), 'server/dist');

  const results = [];
  for (const name of wanted) {
    say(`测量 measuring ${name} …`);
    results.push(...(await runApart(name)));
  }
  if (values.json) for (const result of results) console.log(JSON.stringify(result));
  else printTable(results);
  process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
}

/** Each in a process of its own: none inherits another's warm caches or full heap. */
async function runApart(name) {
  const child = spawn(process.execPath, ['--enable-source-maps', fileURLToPath(import.meta.url), '--run', name], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: root,
    env: { ...process.env, ...(values.members ? { HUOSHUI_BENCH_MEMBERS: values.members } : {}) },
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  const line = said
    .trimEnd()
    .split('\n')
    .findLast((one) => one.startsWith('[{'));
  if (code === 0 && line !== undefined) return JSON.parse(line);
  return [{ name, value: Number.NaN, unit: '', goal: `to run (ended with ${code})`, ok: false }];
}

async function runHere(name) {
  const file = join(root, 'server/dist', `bench-${name}.js`);
  const { run } = name === 'sizes' ? { run: sizes } : await import(pathToFileURL(file).href);
  console.log(`\n${JSON.stringify(await run())}`);
  process.exit(0);
}

async function sizes() {
  const { packageSizes } = await import('../scripts/sizes.mjs');
  return packageSizes().map(({ name, bytes, limit, ok }) => {
    return { name, value: Math.round(bytes / 1024), unit: 'KiB', goal: `≤ ${limit / 1024}`, ok };
  });
}

function printTable(results) {
  const rows = results.map(({ name, value, unit, goal, ok }) => [
    name,
    `${value} ${unit}`,
    goal,
    goal === 'none' ? '' : ok ? '✓' : '✗',
  ]);
  const table = [['', 'measured', 'goal', ''], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column].length)));
  for (const row of table) console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}
