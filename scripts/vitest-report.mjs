import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

/**
 * Counts a vitest run from its JSON report. A file that does not load counts as a failure, and so does a skipped test:
 * a test that cannot run has proven nothing.
 *
 * @param {string} file the report
 * @param {string} root names of test files are given relative to it
 * @param {boolean} endedWell vitest's exit code was 0
 * @returns {{ passed: number, failures: string[] }} each failure with its file, its name and the start of its message
 */
export function readVitestReport(file, root, endedWell) {
  if (!existsSync(file)) return { passed: 0, failures: ['vitest left no report: it did not get as far as the tests'] };
  const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
  const failures = [];
  let passed = 0;
  for (const { name, status, message, assertionResults } of testResults) {
    const path = relative(root, name);
    if (status === 'failed' && !assertionResults.some((one) => one.status === 'failed')) {
      failures.push(`${path}\n${firstLines([message])}`);
    }
    for (const { status: outcome, fullName, failureMessages } of assertionResults) {
      if (outcome === 'passed') passed += 1;
      else if (outcome === 'failed') failures.push(`${path}: ${fullName}\n${firstLines(failureMessages)}`);
      else failures.push(`${path}: ${fullName}\n    ${outcome}, so it proves nothing`);
    }
  }
  if (!endedWell && failures.length === 0) failures.push('vitest ended with an error outside of any test: see its log');
  if (testResults.length === 0) failures.push('vitest found no test file');
  return { passed, failures };
}

function firstLines(messages) {
  return messages
    .join('\n')
    .split('\n')
    .slice(0, 12)
    .map((line) => `    ${line}`)
    .join('\n');
}
