import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { askedBefore } from '../../platform/event-store/range.ts';
import { runFunnel } from './funnel.ts';
import { runInterval } from './interval.ts';
import { END, OTHER_NODES, type PathsQuestion, runPaths } from './paths.ts';
import { pathsBefore } from './paths-before.ts';
import { runSpread } from './spread.ts';
import { eventRow, reportTest } from './testing.ts';

// What stands beside the time before stands beside as much of it: as it would have been answered so many days ago.

const { ctx, at, insert, clear } = reportTest();
beforeEach(async () => clear());

const [HOUR, DAY, DAYS] = [3_600_000, 86_400_000, 3];
/** Ten in the morning of the last of three days. */
const NOW = Date.parse('2026-11-21T02:00:00Z');
const range = { from: '2026-11-19', to: '2026-11-21' };
const before = { from: '2026-11-16', to: '2026-11-18' };

type Told = { readonly who: number; readonly at: number; readonly name: string };
const told = fc.record({
  who: fc.integer({ min: 1, max: 4 }),
  at: fc.integer({ min: -6 * 24 * 4, max: 4 }).map((quarters) => NOW + (quarters * HOUR) / 4 - 1),
  name: fc.constantFrom('a', 'b', 'c', 'd'),
});
const tell = async (all: readonly Told[]) =>
  insert(...all.map(({ who, at, name }) => eventRow({ person: who, name, at: new Date(at).toISOString() })));

/** `ask` now beside the days before, and the same of those days asked so many days ago, when nothing later was there. */
async function heldAgainst<T>(all: readonly Told[], beside: () => Promise<T>, then: () => Promise<T>): Promise<void> {
  await clear();
  const back = NOW - DAYS * DAY;
  await tell(all.filter((one) => one.at < back));
  at(new Date(back).toISOString());
  const was = await then();
  await tell(all.filter((one) => one.at >= back));
  at(new Date(NOW).toISOString());
  expect(await beside()).toEqual(was);
}

describe('the days before, beside days that are not over', () => {
  it('are a funnel, a distribution and intervals as they were so many days ago, windows that were open then too', async () => {
    const funnel = { steps: [{ event: 'a' }, { event: 'b' }], window: { seconds: 2 * 86_400 } };
    const spread = { selector: { event: 'a' }, of: 'times' as const, property: null, edges: [1, 2, 3] };
    const interval = { start: { event: 'a' }, end: { event: 'b' }, withinMs: 2 * DAY };
    await fc.assert(
      fc.asyncProperty(fc.array(told, { maxLength: 40 }), async (all) => {
        await heldAgainst(
          all,
          async () => (await runFunnel(ctx, { ...range, ...funnel, compare: true })).before?.steps,
          async () => (await runFunnel(ctx, { ...before, ...funnel })).steps,
        );
        await heldAgainst(
          all,
          async () => runSpread(ctx, askedBefore(ctx, { ...range, ...spread })),
          async () => runSpread(ctx, { ...before, ...spread }),
        );
        await heldAgainst(
          all,
          async () => runInterval(ctx, askedBefore(ctx, { ...range, ...interval })),
          async () => runInterval(ctx, { ...before, ...interval }),
        );
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it('are paths by the nodes that are told now: what is among the others stays there, and nothing is lost', async () => {
    const asked = fc.record({
      direction: fc.constantFrom('from' as const, 'to' as const),
      anchor: fc.constantFrom(null, 'a'),
      top: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(told, { maxLength: 40 }), asked, async (all, ask) => {
        const question: PathsQuestion = {
          ...{ ...range, ...ask, node: 'event', events: null, collapse: true, steps: 3 },
          cut: { gapMs: 30 * 60_000 },
        };
        await heldAgainst(
          all,
          async () => (await pathsBefore(ctx, question, await runPaths(ctx, question))).visits,
          async () => (await runPaths(ctx, { ...question, ...before })).visits,
        );
        const now = await runPaths(ctx, question);
        const then = await pathsBefore(ctx, question, now);
        const shown = new Set(now.edges.flatMap(({ step, from, to }) => [`${step} ${from}`, `${step + 1} ${to}`]));
        for (const { step, from, to } of then.moves) {
          expect(from === OTHER_NODES || shown.has(`${step} ${from}`)).toBe(true);
          expect(to === END || to === OTHER_NODES || shown.has(`${step + 1} ${to}`)).toBe(true);
        }
        const first = then.moves.filter(({ step }) => step === 1);
        expect(first.reduce((sum, { visits }) => sum + visits, 0)).toBe(then.visits);
        for (const { step, from } of then.moves) {
          const out = then.moves.filter((move) => move.step === step && move.from === from);
          expect(then.atNode(step, from).visits).toBe(out.reduce((sum, { visits }) => sum + visits, 0));
        }
      }),
      { numRuns: 20 },
    );
  }, 120_000);

  it('are whole where the days are over', async () => {
    at(new Date(NOW + 9 * DAY).toISOString());
    await tell([
      { who: 1, at: NOW, name: 'a' },
      { who: 1, at: NOW - DAYS * DAY + 5 * HOUR, name: 'a' },
    ]);
    const asked = { ...range, selector: { event: 'a' }, of: 'times' as const, property: null, edges: null };
    expect((await runSpread(ctx, askedBefore(ctx, asked))).persons).toBe(1);
    at(new Date(NOW).toISOString());
    expect((await runSpread(ctx, askedBefore(ctx, asked))).persons).toBe(0);
  });
});
