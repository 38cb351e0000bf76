import { setImmediate as others } from 'node:timers/promises';
import type { Sloped } from './minimise.ts';

/** So many customers take a few milliseconds; then whoever waits for this process is served. */
const AT_ONCE = 20_000;

/** Adds one customer's value and slope, so many times. */
export type Add = (times: number, value: number, ...slope: readonly number[]) => void;

/** Sums a function and its slope over many customers without keeping everybody else waiting. */
export async function inTurns<T>(
  customers: readonly T[],
  numbers: number,
  look: (one: T, add: Add) => void,
): Promise<Sloped> {
  let sum = 0;
  const slope = new Array<number>(numbers).fill(0);
  const add: Add = (times, value, ...parts) => {
    sum += times * value;
    for (let n = 0; n < numbers; n += 1) slope[n] = (slope[n] ?? 0) + times * (parts[n] ?? 0);
  };
  for (let from = 0; from < customers.length; from += AT_ONCE) {
    for (let n = from; n < Math.min(from + AT_ONCE, customers.length); n += 1) {
      const one = customers[n];
      if (one !== undefined) look(one, add);
    }
    await others();
  }
  return { value: sum, slope };
}
