import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failedFiles, readVitestReport, withSecondRun } from './vitest-report.mjs';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huoshui-report-'));
});
afterEach(async () => await rm(folder, { recursive: true }));

const passed = (fullName: string) => ({ fullName, status: 'passed', failureMessages: [] });
const failed = (fullName: string) => ({ fullName, status: 'failed', failureMessages: ['expected 1 to be 2'] });

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

describe('a second run of the files that failed', () => {
  const late = { name: '/repo/late.test.ts', assertionResults: [passed('opens'), failed('clicks')] };
  const wrong = { name: '/repo/wrong.test.ts', assertionResults: [passed('adds'), failed('takes off')] };
  const fine = { name: '/repo/fine.test.ts', assertionResults: [passed('stands')] };
  const clicks = 'late.test.ts: clicks\n    expected 1 to be 2';
  const takesOff = 'wrong.test.ts: takes off\n    expected 1 to be 2';

  it('counts a file that passes then, names what had failed in it, and leaves one that fails twice a failure', async () => {
    const first = await run([late, wrong, fine]);
    expect(failedFiles(first)).toEqual(['late.test.ts', 'wrong.test.ts']);
    expect(first).toMatchObject({ passed: 3, failures: [clicks, takesOff], unsteady: [] });
    const again = await run([{ ...late, assertionResults: [passed('opens'), passed('clicks')] }, wrong]);
    const both = withSecondRun(first, again);
    expect(both).toMatchObject({ passed: 4, failures: [takesOff], unsteady: [clicks] });
    expect(withSecondRun(first, first)).toMatchObject({ passed: 3, failures: [clicks, takesOff], unsteady: [] });
  });

  it('takes a file that did not load at first, and none that proved nothing the second time', async () => {
    const first = await run([{ ...late, assertionResults: [] }]);
    expect(first.failures).toEqual(['late.test.ts\n    broke']);
    const well = await run([{ ...late, status: 'passed', assertionResults: [passed('opens')] }]);
    expect(withSecondRun(first, well)).toMatchObject({ passed: 1, failures: [], unsteady: first.failures });
    const nothing = [
      await run([]),
      await run([fine]),
      await run([{ ...late, status: 'passed', assertionResults: [] }]),
      await run([{ ...late, status: 'passed', assertionResults: [{ ...passed('opens'), status: 'skipped' }] }]),
      readVitestReport(join(folder, 'missing.json'), '/repo', false),
      // All passed, and vitest ended with an error that belongs to no test.
      readVitestReport(
        await write([{ ...late, message: '', status: 'passed', assertionResults: [passed('opens')] }]),
        '/repo',
        false,
      ),
    ];
    for (const again of nothing)
      expect(withSecondRun(first, again)).toMatchObject({ passed: 0, failures: first.failures });
  });

  it('does not take away what went wrong beside the tests at first', async () => {
    const first = readVitestReport(await write([{ ...fine, status: 'passed', message: '' }]), '/repo', false);
    expect(failedFiles(first)).toEqual([]);
    expect(first.failures).toHaveLength(1);
    expect(withSecondRun(first, first).failures).toHaveLength(1);
  });

  async function run(results: readonly { name: string; status?: string; assertionResults: readonly object[] }[]) {
    const reported = results.map((one) => ({ message: 'broke', status: statusOf(one.assertionResults), ...one }));
    return readVitestReport(
      await write(reported),
      '/repo',
      reported.every(({ status }) => status === 'passed'),
    );
  }
});

const statusOf = (results: readonly object[]) =>
  results.length > 0 && results.every((one) => 'status' in one && one.status === 'passed') ? 'passed' : 'failed';

async function write(testResults: readonly object[]): Promise<string> {
  const file = join(folder, `${Math.random()}.json`);
  await writeFile(file, JSON.stringify({ testResults }));
  return file;
}
