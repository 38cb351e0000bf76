/** One line of the table that `npm run bench` prints. */
export type Result = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal: string;
  readonly ok: boolean;
};

/** How many times the time of the reference something may take. */
export function ratioAtMost(name: string, value: number, limit: number): Result {
  return { name, value: Number(value.toFixed(2)), unit: '×', goal: `≤ ${limit}`, ok: value <= limit };
}

export function ratioAtLeast(name: string, value: number, limit: number): Result {
  return { name, value: Number(value.toFixed(2)), unit: '×', goal: `≥ ${limit}`, ok: value >= limit };
}

/**
 * Median times, ms, of two things done turn by turn, so that whatever else the machine does meets both. `before` each turn
 * may get ready what is not to be timed.
 */
export async function inTurns(
  times: number,
  a: () => Promise<unknown>,
  b: () => Promise<unknown>,
  before: () => Promise<unknown> = async () => undefined,
): Promise<readonly [number, number]> {
  const took: [number[], number[]] = [[], []];
  for (let n = 0; n < times; n += 1) {
    await before();
    took[0].push(await timed(a));
    took[1].push(await timed(b));
  }
  return [median(took[0]), median(took[1])];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
