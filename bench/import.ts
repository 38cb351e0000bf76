import { spawn } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryFolder } from '../server/src/launch/temporary-folder.ts';
import type { Result } from './kit/result.ts';

/** `--members N` of `npm run bench` makes a smaller file. */
const MEMBERS = Number(process.env.HUOSHUI_BENCH_MEMBERS ?? 1_000_000);

/**
 * README: `huoshui import orders FILE` on a fresh folder, from the command to its last line: starting the stores, every row,
 * and the reports that follow. Members with a phone, a name and a day; and orders in the number and the format of CDNOW.
 */
export async function run(): Promise<Result[]> {
  return [
    await measure(`import of ${MEMBERS} members`, 'members.csv', membersFile(MEMBERS), [], 60),
    await measure('import of 69 659 orders', 'orders.txt', ordersFile(), ['--format', 'cdnow'], 20),
  ];
}

async function measure(
  name: string,
  fileName: string,
  text: string,
  options: readonly string[],
  limit: number,
): Promise<Result> {
  const folder = await temporaryFolder('bench-import');
  try {
    const file = path.join(folder, fileName);
    await writeFile(file, text);
    const start = performance.now();
    const said = await call(['import', 'orders', file, ...options, '--data', path.join(folder, 'data')]);
    const seconds = (performance.now() - start) / 1000;
    const { rows, errors } = JSON.parse(said.trim().split('\n').at(-1) ?? '');
    if (errors !== 0) throw new Error(`${errors} of ${rows} rows were refused`);
    return { name, value: Number(seconds.toPrecision(3)), unit: 's', goal: `≤ ${limit}`, ok: seconds <= limit };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function call(args: readonly string[]): Promise<string> {
  const cli = new URL('./cli.js', import.meta.url).pathname;
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  child.stdout.on('data', (more: Buffer) => {
    said += more.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`huoshui ${args.join(' ')} ended with ${code}: ${said}`);
  return said;
}

function membersFile(members: number): string {
  const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗'];
  const lines = ['会员号,手机号,昵称,注册时间'];
  for (let n = 0; n < members; n += 1) {
    const name = `${surnames[n % surnames.length]}女士${n % 9973}`;
    lines.push(`M${n},139${String(n).padStart(8, '0')},${name},2025-0${1 + (n % 9)}-1${n % 10} 10:00:00`);
  }
  return lines.join('\n');
}

const BUYERS = 23_570;
const ORDERS = 69_659;

function ordersFile(): string {
  const lines: string[] = [];
  for (let n = 0; n < ORDERS; n += 1) {
    const buyer = String(1 + ((n * 7919) % BUYERS)).padStart(6);
    const at = new Date(Date.UTC(1997, 0, 1 + ((n * 31) % 540)));
    const day = at.toISOString().slice(0, 10).replaceAll('-', '');
    lines.push(`${buyer} ${day} ${String(1 + (n % 4)).padStart(3)} ${((n % 90) + 11.77).toFixed(2).padStart(8)}`);
  }
  return lines.join('\n');
}
