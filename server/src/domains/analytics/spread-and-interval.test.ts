import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { countPersons } from '../../platform/event-store/person-set.ts';
import { personsOfInterval, runInterval } from './interval.ts';
import { personsOfSpread, runSpread, type SpreadQuestion } from './spread.ts';
import { eventRow, reportTest } from './testing.ts';

const { ctx, at, insert, clear } = reportTest();
beforeEach(async () => {
  await clear();
  at('2026-11-21T04:00:00Z');
});

const MIDNIGHT = Date.parse('2026-11-09T16:00:00Z');
const [MINUTE, DAY] = [60_000, 86_400_000];
const told = fc.record({
  who: fc.integer({ min: 0, max: 3 }),
  at: fc.oneof(
    fc.integer({ min: -1, max: 13 * 24 * 60 }).map((minutes) => MIDNIGHT + minutes * MINUTE),
    fc
      .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: -1, max: 1 }))
      .map(([day, ms]) => MIDNIGHT + day * DAY + ms),
  ),
  name: fc.constantFrom('a', 'b'),
  worth: fc.constantFrom(null, 0, 1, 2.5, 40, -3, '12', 'much'),
  twice: fc.boolean(),
});
type Told = { who: number; at: number; name: string; worth: string | number | null; twice: boolean };

async function tell(all: readonly Told[]): Promise<void> {
  await clear();
  const rows = all.map(({ who, at, name, worth }, n) =>
    eventRow({
      person: who,
      name,
      at: new Date(at).toISOString(),
      event_id: `e${n}`,
      props: JSON.stringify(worth === null ? {} : { worth }),
    }),
  );
  await insert(...rows);
  await insert(...rows.filter((_, n) => all[n]?.twice));
}

const range = { from: '2026-11-10', to: '2026-11-19' };
const END = MIDNIGHT + 10 * DAY;
const dayOf = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);
const numberOf = (worth: Told['worth']): number | null => {
  const number = worth === null || worth === 'much' ? Number.NaN : Number(worth);
  return Number.isNaN(number) ? null : number;
};

describe('how something is spread over people', () => {
  it('is what counting each person says, with all in one bucket', async () => {
    const asked = fc.record({
      of: fc.constantFrom<SpreadQuestion['of']>('times', 'days', 'sum', 'value'),
      edges: fc.constantFrom(null, [1, 2, 3], [0, 10]),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(told, { maxLength: 30 }), asked, async (all, { of, edges }) => {
        await tell(all);
        const ask = { ...range, selector: { event: 'a' }, of, edges, property: 'worth' };
        const spread = await runSpread(ctx, ask);
        const mine = all.filter((one) => one.name === 'a' && one.who > 0 && one.at >= MIDNIGHT && one.at < END);
        const persons = [...new Set(mine.map(({ who }) => who))];
        const values =
          of === 'value'
            ? mine.map(({ who, worth }) => ({ who, x: numberOf(worth) }))
            : persons.map((who) => {
                const hers = mine.filter((one) => one.who === who);
                const numbers = hers.map(({ worth }) => numberOf(worth)).filter((n) => n !== null);
                const sum = numbers.length === 0 ? null : numbers.reduce((a, b) => a + b, 0);
                return {
                  who,
                  x: of === 'times' ? hers.length : of === 'days' ? new Set(hers.map(({ at }) => dayOf(at))).size : sum,
                };
              });
        for (const { from, to, times, persons } of spread.buckets) {
          const inIt = values.filter(({ x }) => x !== null && (from === null || x >= from) && (to === null || x < to));
          expect([from, to, times, persons]).toEqual([from, to, inIt.length, new Set(inIt.map(({ who }) => who)).size]);
        }
        expect(spread.without.times).toBe(values.filter(({ x }) => x === null).length);
        expect(spread.buckets.reduce((sum, { times }) => sum + times, spread.without.times)).toBe(values.length);
        expect(spread.persons).toBe(persons.length);
        const numbers = values.flatMap(({ x }) => (x === null ? [] : [x])).sort((a, b) => a - b);
        expect([spread.quantiles[0], spread.quantiles[6]]).toEqual([numbers[0] ?? null, numbers.at(-1) ?? null]);
        const [bucket] = spread.buckets.filter((one) => one.persons > 0);
        if (bucket)
          expect(await countPersons(ctx, personsOfSpread(ctx, { ...ask, edges: ask.edges ?? [1] }, bucket))).toBe(
            bucket.persons,
          );
      }),
      { numRuns: 30 },
    );
  }, 120_000);
});

describe('how long it takes', () => {
  it('from one event to another or the same again is what walking along says; a start has one end', async () => {
    const asked = fc.record({ same: fc.boolean(), days: fc.constantFrom(1, 3, 30) });
    await fc.assert(
      fc.asyncProperty(fc.array(told, { maxLength: 30 }), asked, async (all, { same, days }) => {
        await tell(all);
        const ask = { ...range, start: { event: 'a' }, end: same ? null : { event: 'b' }, withinMs: days * DAY };
        const found = await runInterval(ctx, ask);
        const known = Date.parse('2026-11-21T16:00:00Z');
        const gaps: { who: number; gap: number }[] = [];
        let [unpaired, open] = [0, 0];
        for (const who of [1, 2, 3]) {
          const hers = all
            .filter(
              (one) =>
                one.who === who &&
                one.at >= MIDNIGHT &&
                one.at < Math.min(known, END + days * DAY + 1) &&
                (!same || one.name === 'a'),
            )
            .sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1));
          hers.forEach((one, n) => {
            const next = hers[n + 1];
            if (one.name !== 'a' || one.at >= END) return;
            if (next && (same || next.name === 'b') && next.at - one.at <= days * DAY)
              gaps.push({ who, gap: next.at - one.at });
            else unpaired += 1;
            if (!next && one.at + days * DAY >= ctx.now().getTime()) open += 1;
          });
        }
        expect([found.pairs, found.unpaired, found.open]).toEqual([gaps.length, unpaired, open]);
        expect(found.persons).toBe(new Set(gaps.map(({ who }) => who)).size);
        for (const { from, to, pairs, persons } of found.buckets) {
          const inIt = gaps.filter(({ gap }) => gap >= from * 1000 && (to === null || gap < to * 1000));
          expect([from, pairs, persons]).toEqual([from, inIt.length, new Set(inIt.map(({ who }) => who)).size]);
        }
        const sorted = gaps.map(({ gap }) => gap / 1000).sort((a, b) => a - b);
        expect([found.quantiles[0], found.quantiles[6]]).toEqual([sorted[0] ?? null, sorted.at(-1) ?? null]);
        const [bucket] = found.buckets.filter((one) => one.persons > 0);
        if (bucket) expect(await countPersons(ctx, personsOfInterval(ctx, ask, bucket))).toBe(bucket.persons);
      }),
      { numRuns: 30 },
    );
  }, 120_000);
});
