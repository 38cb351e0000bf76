import { words } from '@huoshui/contracts/words';
import { expect, it } from 'vitest';
import { type Judged, verdictOf } from './verdict.ts';

const found = (arm: number, low: number, high: number) => ({
  ...{ arm, low, high },
  estimate: (low + high) / 2,
  name: words(`版本 ${arm}`, `Arm ${arm}`),
});
const judged: Judged = {
  ratio: { p: 0.5, state: 'fine' },
  fewest: 1000,
  goal: { metric: 'bought', found: [found(1, 0.02, 0.2)] },
  guards: [],
  least: 0.1,
  moreDays: 3,
};

it('says what spoils the rest first, then who wins and at which price, and never more than the interval does', () => {
  const kind = (change: Partial<Judged>) => verdictOf({ ...judged, ...change }).kind;
  const goal = (...all: Judged['goal']['found'][number][]) => ({ goal: { metric: 'bought' as const, found: all } });
  expect(kind({ ratio: { p: 1e-9, state: 'mismatch' } })).toBe('mismatch');
  expect(kind({ fewest: 99 })).toBe('too_few');
  expect(kind({ goal: { metric: 'bought', found: [] } })).toBe('too_few');
  expect(verdictOf(judged)).toMatchObject({ kind: 'better', arm: 1 });
  const two = verdictOf({ ...judged, ...goal(found(1, 0.02, 0.1), found(2, 0.05, 0.3)) });
  expect([two.arm, two.text.en]).toEqual([2, expect.stringContaining('“Arm 2” wins')]);
  const guards = [{ metric: 'revenue' as const, found: [found(1, -0.3, -0.1)] }];
  expect(verdictOf({ ...judged, guards })).toMatchObject({ kind: 'harm', arm: 1 });
  expect(kind(goal(found(1, -0.3, -0.1)))).toBe('worse');
  expect(kind(goal(found(1, -0.05, 0.06)))).toBe('alike');
  expect(kind(goal(found(1, -0.2, 0.3)))).toBe('unclear');
  // Fewer closings are better.
  expect(kind({ goal: { metric: 'closed', found: [found(1, -0.3, -0.1)] } })).toBe('better');
});
