import { expect, it } from 'vitest';
import { newId, newIds } from './ids.ts';

it('many ids at once are each another, in their order, after what was made before and before what is made then', () => {
  const before = newId('cpn');
  const many = newIds('cpn', 40_000);
  const all = [before, ...many, ...newIds('cpn', 3), newId('cpn')];
  expect(new Set(all).size).toBe(all.length);
  expect(all.toSorted()).toEqual(all);
  for (const id of many) expect(id).toMatch(/^cpn_[0-9a-hjkmnp-tv-z]{26}$/);
  expect(() => newIds('cpn', 2_000_000)).toThrow('more ids at once');
});
