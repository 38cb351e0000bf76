import { expect, it } from 'vitest';
import { secondsLeft } from './speed.ts';

it('judges the time left by the pace that was seen, not by the start that was told', () => {
  expect(secondsLeft('a', 40, 60, 0)).toBeNull();
  expect(secondsLeft('a', 45, 60, 1_000)).toBeNull();
  expect(secondsLeft('a', 50, 60, 20_000)).toBe(20);
  expect(secondsLeft('a', 60, 60, 40_000)).toBeNull();
});

it('starts anew when a task runs again, and is silent without progress or a total', () => {
  expect(secondsLeft('a', 0, 60, 50_000)).toBeNull();
  expect(secondsLeft('a', 0, 60, 90_000)).toBeNull();
  expect(secondsLeft('b', 1, null, 0)).toBeNull();
  expect(secondsLeft('b', 9, null, 9_000)).toBeNull();
});
