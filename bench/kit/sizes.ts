import { readFileSync } from 'node:fs';
import type { Result } from './result.ts';

/** `--members N` of `npm run bench`: that size alone; else a million, after a sixteenth and a quarter of it. */
const GIVEN = process.env.HUOSHUI_BENCH_MEMBERS;
const MEMBERS = 1_000_000;

/**
 * The same rows at each size (so many members, or persons), each named by it. Goals hold for the biggest; of a time it is also told how it grew: with which power of the data, from
 * the smallest to the biggest. 1: as fast as the data, 0: not at all.
 */
export async function atSizes(
  measure: (members: number) => Promise<Result[]>,
  members: number = MEMBERS,
): Promise<Result[]> {
  const sizes = GIVEN === undefined ? [members / 16, members / 4, members] : [Math.min(members, Number(GIVEN))];
  const told: Result[][] = [];
  for (const size of sizes) told.push(await measure(Math.round(size)));
  const [first = [], last = []] = [told[0], told.at(-1)];
  return told.flatMap((rows, size) =>
    rows.map((row, n) => {
      const isLast = rows === last;
      const grown =
        isLast && told.length > 1 && TIMES.has(row.unit) ? exponent(sizes, first[n]?.value, row.value) : null;
      const name = `${Math.round((sizes[size] ?? 0) / 1000)} k: ${row.name}${grown === null ? '' : `, grows with n^${grown}`}`;
      return isLast ? { ...row, name } : { ...row, name, goal: 'none', ok: true };
    }),
  );
}

const TIMES = new Set(['ms', 's']);

function exponent(sizes: readonly number[], first: number | undefined, last: number): string | null {
  const [smallest = 1, biggest = 1] = [sizes[0], sizes.at(-1)];
  if (first === undefined || first <= 0 || last <= 0) return null;
  return (Math.log(last / first) / Math.log(biggest / smallest)).toFixed(2);
}

/** The most memory that the event store's process ever had, as Linux keeps it. */
export function peakOf(pid: number, mostMib: number): Result {
  const kib = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  const value = Math.round(Number(kib) / 1024);
  return { name: 'event store at most', value, unit: 'MiB', goal: `≤ ${mostMib}`, ok: value <= mostMib };
}

/** Median of some times, ms, held to a limit. */
export async function within(
  name: string,
  mostMs: number,
  work: (turn: number) => Promise<unknown>,
  times = 3,
): Promise<Result> {
  const took: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const start = performance.now();
    await work(turn);
    took.push(performance.now() - start);
  }
  const ms = Math.round(took.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN);
  return { name, value: ms, unit: 'ms', goal: `≤ ${mostMs}`, ok: ms <= mostMs };
}

/** A time that has no goal of its own, for how it grows. */
export function toldTime(name: string, ms: number): Result {
  return { name, value: Math.round(ms), unit: 'ms', goal: 'none', ok: true };
}
