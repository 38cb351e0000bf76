import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readVitestReport } from './vitest-report.mjs';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huoshui-report-'));
});
afterEach(async () => await rm(folder, { recursive: true }));

describe('the count of a test run', () => {
  it('has every test that passed, and names each that failed with its file and message', async () => {
    const report = await write([
      {
        name: '/repo/a.test.ts',
        status: 'failed',
        message: '',
        assertionResults: [passed('adds'), failed('takes off')],
      },
    ]);
    const { passed: count, failures } = readVitestReport(report, '/repo', false);
    expect(count).toBe(1);
    expect(failures).toEqual(['a.test.ts: takes off\n    expected 1 to be 2']);
  });

  it('fails for a file that did not load, a skipped test, an empty run and an error outside of tests', async () => {
    const broken = await write([
      { name: '/repo/b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
    ]);
    expect(readVitestReport(broken, '/repo', false).failures).toEqual(['b.test.ts\n    no such module']);
    const skipped = await write([
      {
        name: '/repo/c.test.ts',
        status: 'passed',
        message: '',
        assertionResults: [{ ...passed('later'), status: 'skipped' }],
      },
    ]);
    expect(readVitestReport(skipped, '/repo', true).failures).toHaveLength(1);
    expect(readVitestReport(await write([]), '/repo', true).failures).toHaveLength(1);
    const fine = await write([
      { name: '/repo/d.test.ts', status: 'passed', message: '', assertionResults: [passed('adds')] },
    ]);
    expect(readVitestReport(fine, '/repo', true).failures).toEqual([]);
    expect(readVitestReport(fine, '/repo', false).failures).toHaveLength(1);
    expect(readVitestReport(join(folder, 'missing.json'), '/repo', false).failures).toHaveLength(1);
  });
});

const passed = (fullName: string) => ({ fullName, status: 'passed', failureMessages: [] });
const failed = (fullName: string) => ({ fullName, status: 'failed', failureMessages: ['expected 1 to be 2'] });

async function write(testResults: readonly object[]): Promise<string> {
  const file = join(folder, `${Math.random()}.json`);
  await writeFile(file, JSON.stringify({ testResults }));
  return file;
}
