import { expect, it, vi } from 'vitest';
import { ride } from '../chaos/storm.ts';

// Two servers and a worker are killed with -9 while people shop and notifications get lost, doubled, late and out of order.
// Then everything has to add up, to the last fen, piece, point, coupon and event. `npm run chaos` is the same for long.

vi.setConfig({ testTimeout: 600_000 });

it('adds up after a storm', async () => {
  const report = await ride({
    seed: 20261129,
    seconds: 8,
    orders: 36,
    kills: 3,
    shoppers: 30,
    operators: 3,
    mortal: ['server-a', 'server-b', 'worker'],
    killEveryMs: [1_200, 2_400],
    calmDays: 3,
    keepsWhatFails: false,
    say: () => undefined,
  });
  expect(report.faults).toEqual([]);
  // As text: what is off must stand in the message of a run that nobody watched.
  expect(report.balances.filter(({ ok }) => !ok).map((off) => JSON.stringify(off))).toEqual([]);
  expect(report.ok).toBe(true);
  // There must be enough of everything to be worth adding up.
  const killed = Object.values(report.killed).reduce((sum, n) => sum + n, 0);
  expect(killed).toBeGreaterThan(2);
  expect(report.did.bought ?? 0).toBeGreaterThan(30);
  const said = (of: string) => report.balances.find((one) => one.of.startsWith(of))?.ours ?? 0;
  for (const of of ['payments: the journal', 'put on the shelves', 'points: the ledger', 'coupons issued', 'facts'])
    expect([of, said(of) > 0]).toEqual([of, true]);
});
