import { expect, it } from 'vitest';
import { differences } from './differences.ts';

it('says each value that differs, at its path, and nothing of what is the same', () => {
  const theirs = { name: '满减', tiers: [{ threshold: 100, off: 10 }], note: '' };
  const mine = {
    name: '满减',
    tiers: [
      { threshold: 100, off: 20 },
      { threshold: 200, off: 50 },
    ],
    note: null,
  };
  expect(differences(theirs, mine)).toEqual([
    { at: 'tiers.0.off', theirs: '10', mine: '20' },
    { at: 'tiers.1', theirs: '–', mine: '{"threshold":200,"off":50}' },
  ]);
  expect(differences(theirs, theirs)).toEqual([]);
});

it('compares moments by the instant they mean', () => {
  const at = (iso: string) => ({ $d: {}, $x: Math.random(), toISOString: () => iso });
  expect(differences({ from: at('2026-11-01') }, { from: at('2026-11-01') })).toEqual([]);
  expect(differences({ from: at('2026-11-01') }, { from: at('2026-11-02') })).toEqual([
    { at: 'from', theirs: '2026-11-01', mine: '2026-11-02' },
  ]);
});
