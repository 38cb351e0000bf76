import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';

/** A stream of chance that is the same every time (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
const normal = (next: () => number) => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
function poisson(next: () => number, mean: number): number {
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(next)));
  let [count, left] = [0, Math.exp(-mean)];
  for (let p = next(); p > left; p *= next()) count += 1;
  return count;
}

const WEEK = [0.8, 0.9, 0.9, 1, 1.2, 1.5, 1.3];
/** Days of a shop: weekdays differ, it grows by `growth` a week, and its mean sways by itself from day to day. */
function days(
  next: () => number,
  length: number,
  { mean, sway, growth }: { mean: number; sway: number; growth: number },
) {
  return Array.from({ length }, (_, n) =>
    poisson(next, mean * (WEEK[n % 7] ?? 1) * (1 + growth) ** (n / 7) * Math.exp(sway * normal(next))),
  );
}
const shops = [
  { mean: 3, sway: 0, growth: 0 },
  { mean: 20, sway: 0.1, growth: 0.02 },
  { mean: 200, sway: 0.15, growth: 0.05 },
  { mean: 5000, sway: 0.2, growth: -0.02 },
];

describe('a day', () => {
  it('that is as the days before is told as unlike them less than once in a hundred days, whatever the shop', () => {
    for (const [n, shop] of shops.entries()) {
      const next = chance(7 + n);
      let [judged, told] = [0, 0];
      for (let series = 0; series < 40; series += 1) {
        const values = days(next, 56 + 100, shop);
        for (let day = 56; day < values.length; day += 1) {
          judged += 1;
          if (judge(values.slice(0, day), values[day] ?? 0)?.isAnomaly) told += 1;
        }
      }
      expect([shop, told / judged]).toSatisfy(([, rate]) => rate < 0.01);
    }
  });

  it('on which six of ten are missing, or twice as many and more come, is found nine times of ten in a shop of some size', () => {
    for (const factor of [0.4, 2.2]) {
      const next = chance(99);
      let found = 0;
      for (let series = 0; series < 200; series += 1) {
        const values = days(next, 57, { mean: 400, sway: 0.1, growth: 0.02 });
        const last = Math.round((values.at(-1) ?? 0) * factor);
        if (judge(values.slice(0, -1), last)?.isAnomaly) found += 1;
      }
      expect(found).toBeGreaterThan(180);
    }
  });

  it('of the past that was unlike itself teaches nothing', () => {
    const flat = Array.from({ length: 56 }, () => 100);
    const broken = flat.map((value, n) => (n % 13 === 5 ? 0 : value));
    expect(judge(broken, 100)).toEqual(judge(flat, 100));
    expect(judge(broken, 20)?.isAnomaly).toBe(true);
  });

  it('of a shop that is younger than six weeks is not judged', () => {
    expect(
      judge(
        Array.from({ length: 41 }, () => 100),
        0,
      ),
    ).toBeNull();
    expect(
      judge(
        Array.from({ length: 42 }, () => 100),
        0,
      )?.isAnomaly,
    ).toBe(true);
  });
});
