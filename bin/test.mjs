#!/usr/bin/env node
// `npm test`: everything that must hold, on a machine that has only Node. Says at the end what failed, then one line
// `N passed, N failed`.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installMissing } from '../scripts/install.mjs';
import { testSteps } from '../scripts/test-steps.mjs';
import { readVitestReport } from '../scripts/vitest-report.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const logs = join(root, '.huoshui/test');
const { values } = parseArgs({ options: { only: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
const all = testSteps(root);

if (values.help) {
  console.log(`npm test [-- --only STEP,STEP]\n\nSteps: ${all.map(({ name }) => name).join(', ')}`);
} else {
  await installMissing(console.log);
  const only = values.only?.split(',').map((name) => name.trim());
  const { passed, failures } = await runAll(all.filter(({ name }) => only === undefined || only.includes(name)));
  for (const { step, text } of failures) console.log(`\n✗ ${step}\n${text}`);
  if (failures.length > 0) console.log(`\nFull logs: ${logs}`);
  console.log(`\n${passed} passed, ${failures.length} failed`);
  process.exitCode = failures.length > 0 || passed === 0 ? 1 : 0;
}

/** Two steps at a time; a step of tests alone. A step whose needs failed still runs: it says more than "skipped". */
async function runAll(steps) {
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs, { recursive: true });
  const waiting = [...steps];
  const running = new Map();
  const ended = new Set();
  const total = { passed: 0, failures: [] };
  while (waiting.length > 0 || running.size > 0) {
    for (const step of [...waiting]) {
      const mayStart = step.tests ? running.size === 0 : running.size < 2;
      if (!mayStart || !hasWhatItNeeds(step, steps, ended)) continue;
      waiting.splice(waiting.indexOf(step), 1);
      running.set(
        step,
        runOne(step).then((outcome) => ({ step, outcome })),
      );
      if (step.tests) break;
    }
    const { step, outcome } = await Promise.race(running.values());
    running.delete(step);
    ended.add(step.name);
    total.passed += outcome.passed;
    total.failures.push(...outcome.failures.map((text) => ({ step: step.name, text })));
  }
  return total;
}

/** Steps that were left out by --only are taken as done. */
function hasWhatItNeeds(step, steps, ended) {
  return (step.needs ?? []).every((name) => ended.has(name) || !steps.some((one) => one.name === name));
}

async function runOne(step) {
  const log = join(logs, `${step.name.replaceAll(' ', '-')}.log`);
  const report = join(logs, `${step.name}.json`);
  const [command, ...args] = step.command;
  const reporting = step.tests ? ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`] : [];
  const startedAt = performance.now();
  const child = spawn(command, [...args, ...reporting], {
    cwd: join(root, step.cwd ?? '.'),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', ...(step.tests ? { NODE_ENV: 'test' } : {}) },
  });
  const file = createWriteStream(log);
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => file.write(chunk));
  const code = await new Promise((resolve) => {
    child.once('error', (error) => file.write(`${error.message}\n`));
    child.once('close', resolve);
  });
  await new Promise((resolve) => file.end(resolve));
  const outcome = step.tests ? readVitestReport(report, root, code === 0) : outcomeOf(code, log);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const counts = step.tests ? `: ${outcome.passed} passed, ${outcome.failures.length} failed` : '';
  console.log(`${outcome.failures.length === 0 ? '✓' : '✗'} ${step.name}${counts} (${seconds} s)`);
  return outcome;
}

function outcomeOf(code, log) {
  if (code === 0) return { passed: 1, failures: [] };
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  return { passed: 0, failures: [lines.slice(-60).join('\n')] };
}
