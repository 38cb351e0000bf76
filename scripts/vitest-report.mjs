import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

/**
 * What a test file came to.
 *
 * @typedef {{ passed: number, failures: readonly string[] }} FileOutcome each failure with its file, its name and the start of its message
 *
 * `files` by their path, `beside` what failed and belongs to no file, `unsteady` what failed at first and passed when its
 * file was run alone.
 * @typedef {{ passed: number, failures: readonly string[], unsteady: readonly string[], files: ReadonlyMap<string, FileOutcome>, beside: readonly string[] }} Outcome
 */

/**
 * Counts a vitest run from its JSON report. A file that does not load counts as a failure, and so does a skipped test:
 * a test that cannot run has proven nothing.
 *
 * @param {string} file the report
 * @param {string} root names of test files are given relative to it
 * @param {boolean} endedWell vitest's exit code was 0
 * @returns {Outcome}
 */
export function readVitestReport(file, root, endedWell) {
  if (!existsSync(file)) return added(new Map(), ['vitest left no report: it did not get as far as the tests']);
  const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
  const files = new Map(testResults.map((result) => outcomeOf(relative(root, result.name), result)));
  const failed = failedFiles({ files }).length > 0;
  const beside = [
    ...(endedWell || failed ? [] : ['vitest ended with an error outside of any test: see its log']),
    ...(testResults.length === 0 ? ['vitest found no test file'] : []),
  ];
  return added(files, beside);
}

/**
 * The paths of the files in which something failed.
 *
 * @param {Pick<Outcome, 'files'>} outcome
 * @returns {string[]}
 */
export function failedFiles({ files }) {
  return [...files].filter(([, { failures }]) => failures.length > 0).map(([path]) => path);
}

/**
 * A run, and the run of its failed files alone that came after it: what passes there counts as passed and is named as
 * unsteady. What went wrong beside the tests of the second run leaves all as it was: it has proven nothing.
 *
 * @param {Outcome} first
 * @param {Outcome} again
 * @returns {Outcome}
 */
export function withSecondRun(first, again) {
  if (again.beside.length > 0) return first;
  const files = new Map(first.files);
  const unsteady = [];
  for (const path of failedFiles(first)) {
    const second = again.files.get(path);
    if (second === undefined || second.passed === 0 || second.failures.length > 0) continue;
    unsteady.push(...(files.get(path)?.failures ?? []));
    files.set(path, second);
  }
  return added(files, first.beside, unsteady);
}

function added(files, beside, unsteady = []) {
  const outcomes = [...files.values()];
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failures: [...outcomes.flatMap(({ failures }) => failures), ...beside],
    unsteady,
    files,
    beside,
  };
}

function outcomeOf(path, { status, message, assertionResults }) {
  const failures = [];
  let passed = 0;
  if (status === 'failed' && !assertionResults.some((one) => one.status === 'failed')) {
    failures.push(`${path}\n${firstLines([message])}`);
  }
  for (const { status: outcome, fullName, failureMessages } of assertionResults) {
    if (outcome === 'passed') passed += 1;
    else if (outcome === 'failed') failures.push(`${path}: ${fullName}\n${firstLines(failureMessages)}`);
    else failures.push(`${path}: ${fullName}\n    ${outcome}, so it proves nothing`);
  }
  return [path, { passed, failures }];
}

function firstLines(messages) {
  return messages
    .join('\n')
    .split('\n')
    .slice(0, 12)
    .map((line) => `    ${line}`)
    .join('\n');
}
