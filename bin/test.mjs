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
import { failedFiles, readVitestReport, withSecondRun } from '../scripts/vitest-report.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const logs = join(root, '.huoshui/test');
const { values } = parseArgs({ options: { only: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
const all = testSteps(root);
/** More files than these do not fail by chance, and to run them one by one would take as long again. */
const MOST_AGAIN = 4;

if (values.help) {
  console.log(`npm test [-- --only STEP,STEP]\n\nSteps: ${all.map(({ name }) => name).join(', ')}`);
} else {
  await installMissing(console.log);
  const only = values.only?.split(',').map((name) => name.trim());
  const steps = all.filter(({ name }) => only === undefined || only.includes(name));
  const { passed, failures, unsteady } = await runAll(steps);
  for (const { step, text } of failures) console.log(`\n✗ ${step}\n${text}`);
  if (unsteady.length > 0) console.log('\nunsteady: passed when run alone');
  for (const { step, text } of unsteady) console.log(`\n~ ${step}\n${text}`);
  if (failures.length + unsteady.length > 0) console.log(`\nFull logs: ${logs}`);
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
  const total = { passed: 0, failures: [], unsteady: [] };
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
    total.unsteady.push(...outcome.unsteady.map((text) => ({ step: step.name, text })));
  }
  return total;
}

/** Steps that were left out by --only are taken as done. */
function hasWhatItNeeds(step, steps, ended) {
  return (step.needs ?? []).every((name) => ended.has(name) || !steps.some((one) => one.name === name));
}

async function runOne(step) {
  const startedAt = performance.now();
  const outcome = step.tests ? await runTests(step) : outcomeOf(await run(step, step.name), step.name);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const unsteady = outcome.unsteady.length > 0 ? `, ${outcome.unsteady.length} unsteady` : '';
  const counts = step.tests ? `: ${outcome.passed} passed, ${outcome.failures.length} failed${unsteady}` : '';
  console.log(`${outcome.failures.length === 0 ? '✓' : '✗'} ${step.name}${counts} (${seconds} s)`);
  return outcome;
}

/**
 * Where a step says so, files that failed are run once more, one after another and nothing beside them: a browser that
 * was late on a busy machine is not late then. Tests of the server never are: one that fails once has found something.
 */
async function runTests(step) {
  const first = await runVitest(step, step.name);
  const failed = failedFiles(first);
  if (!step.againAlone || failed.length === 0 || failed.length > MOST_AGAIN) return first;
  console.log(`… ${step.name}: once more, alone: ${failed.join(', ')}`);
  return withSecondRun(first, await runVitest(step, `${step.name} again`, ['--maxWorkers=1', ...failed]));
}

async function runVitest(step, name, args = []) {
  const report = join(logs, `${fileName(name)}.json`);
  const code = await run(step, name, ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args]);
  return readVitestReport(report, root, code === 0);
}

/** Runs a step's command and answers its exit code; what it says is in the log of that name. */
async function run(step, name, more = []) {
  const [command, ...args] = step.command;
  const child = spawn(command, [...args, ...more], {
    cwd: join(root, step.cwd ?? '.'),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', ...(step.tests ? { NODE_ENV: 'test' } : {}) },
  });
  const file = createWriteStream(logOf(name));
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => file.write(chunk));
  const code = await new Promise((resolve) => {
    child.once('error', (error) => file.write(`${error.message}\n`));
    child.once('close', resolve);
  });
  await new Promise((resolve) => file.end(resolve));
  return code;
}

function outcomeOf(code, name) {
  if (code === 0) return { passed: 1, failures: [], unsteady: [] };
  const lines = readFileSync(logOf(name), 'utf8').trimEnd().split('\n');
  return { passed: 0, failures: [lines.slice(-60).join('\n')], unsteady: [] };
}

function logOf(name) {
  return join(logs, `${fileName(name)}.log`);
}

function fileName(name) {
  return name.replaceAll(' ', '-');
}
