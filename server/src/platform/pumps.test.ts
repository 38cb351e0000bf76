import { expect, it } from 'vitest';
import { createPump } from './pumps.ts';

const never = (error: unknown) => {
  throw error;
};

it('goes on until there is nothing left, and asks nobody who says that there is no more', async () => {
  const counts = [2, 1, 0];
  const counting = createPump(async () => counts.shift() ?? 0, never);
  expect(await counting.settle()).toBe(3);
  expect(counts).toEqual([]);
  let asked = 0;
  const pieces = [
    { handled: 500, more: true },
    { handled: 3, more: false },
  ];
  const knowing = createPump(async () => {
    asked += 1;
    return pieces.shift() ?? 0;
  }, never);
  expect(await knowing.settle()).toBe(503);
  expect(asked).toBe(2);
});

it('what it is called for while it works is done as well', async () => {
  let asked = 0;
  const pump = createPump(async () => {
    asked += 1;
    await Promise.resolve();
    if (asked === 1) pump.kick();
    return { handled: 1, more: false };
  }, never);
  expect(await pump.settle()).toBe(2);
});
