import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { GrowthBook } from '@growthbook/growthbook';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareTail } from '../../../platform/inference/distributions.ts';
import { assignCases } from '../cases/assign-cases.ts';
import { assign } from './assign.ts';
import { bucketOf } from './bucket.ts';

const cases = resolve(import.meta.dirname, '../../../../../../shared/data/oracles/growthbook_sdk_cases.json');
const present = existsSync(cases);
if (!present)
  console.warn(`left out: the conformance cases of the GrowthBook specification, for ${cases} is not there`);

const ids = Array.from({ length: 20_000 }, (_, at) => `mem_${at.toString(36)}`);
const half = { seed: 'exp_a', weights: [0.5, 0.5], coverage: 1, namespace: null } as const;

describe('assignment', () => {
  it.runIf(present)('passes every conformance case of the specification', async () => {
    const result = await assignCases(JSON.parse(await readFile(cases, 'utf8')));
    expect(result.differing).toEqual([]);
    expect([result.cases, result.agreed]).toEqual([517, 517]);
  });

  it('names a case that comes out otherwise, computes one that expects nothing, and refuses what is none', async () => {
    const result = await assignCases({
      hash: [
        ['', 'a', 1, 0.22],
        ['', 'b', 1, 0.5],
        ['b', 'a', 1],
      ],
    });
    expect(result).toMatchObject({ cases: 3, agreed: 1, results: { hash: [0.22, 0.077, 0.946] } });
    expect(result.differing).toEqual([{ section: 'hash', at: 1, name: '', expected: [0.5], actual: [0.077] }]);
    await expect(assignCases({ hash: [['a']] })).rejects.toThrow('hash[0]');
    await expect(assignCases({ hush: [] })).rejects.toThrow('hush');
    await expect(assignCases([])).rejects.toThrow('hash');
  });

  it('says of whatever split what the specification’s evaluator says', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme-ascii' }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 5 }),
        share,
        fc.option(fc.tuple(share, share)),
        (id, seed, parts, coverage, stretch) => {
          const all = parts.reduce((sum, part) => sum + part, 0);
          const weights = parts.map((part) => part / all);
          const namespace = stretch && (['layer', Math.min(...stretch), Math.max(...stretch)] as const);
          const evaluator = new GrowthBook({ attributes: { id } });
          const theirs = evaluator.run({
            key: 'any',
            seed,
            hashVersion: 2,
            variations: [0, 1, ...weights.slice(2).map((_, at) => at + 2)],
            weights,
            coverage,
            ...(namespace && { namespace: [namespace[0], namespace[1], namespace[2]] }),
          });
          evaluator.destroy();
          const ours = assign({ seed, weights, coverage, namespace }, id);
          expect(ours).toBe(theirs.inExperiment ? theirs.variationId : null);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives each arm its share, evenly over the line', () => {
    const weights = [0.2, 0.3, 0.5];
    const counts = [0, 0, 0];
    for (const id of ids) {
      const arm = assign({ ...half, weights }, id);
      if (arm !== null) counts[arm] = (counts[arm] ?? 0) + 1;
    }
    const x = counts.reduce((sum, count, arm) => {
      const expected = ids.length * (weights[arm] ?? 0);
      return sum + (count - expected) ** 2 / expected;
    }, 0);
    expect(chiSquareTail(x, 2)).toBeGreaterThan(0.001);
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const id of ids) {
      const tenth = Math.floor((bucketOf('seed', id, 2) ?? 0) * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    const even = tenths.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
    expect(chiSquareTail(even, 9)).toBeGreaterThan(0.001);
  });

  it('in one experiment says nothing of another; within a layer nobody is in two', () => {
    const table = [
      [0, 0],
      [0, 0],
    ];
    for (const id of ids) {
      const row = table[assign(half, id) ?? 0];
      const column = assign({ ...half, seed: 'exp_b' }, id) ?? 0;
      if (row) row[column] = (row[column] ?? 0) + 1;
    }
    const quarter = ids.length / 4;
    const x = table.flat().reduce((sum, count) => sum + (count - quarter) ** 2 / quarter, 0);
    expect(chiSquareTail(x, 3)).toBeGreaterThan(0.001);
    const [left, right] = [
      { ...half, namespace: ['price', 0, 0.4] as const },
      { ...half, seed: 'exp_b', namespace: ['price', 0.4, 1] as const },
    ];
    const both = ids.filter((id) => assign(left, id) !== null && assign(right, id) !== null);
    expect(both).toEqual([]);
    const first = ids.filter((id) => assign(left, id) !== null).length / ids.length;
    expect(Math.abs(first - 0.4)).toBeLessThan(0.02);
  });

  it('moves nobody when more are covered', () => {
    for (const id of ids.slice(0, 3000)) {
      const few = assign({ ...half, coverage: 0.2 }, id);
      if (few !== null) expect(assign({ ...half, coverage: 0.9 }, id)).toBe(few);
    }
  });
});
