import { expect, it } from 'vitest';
import { differencesOf } from './differences.ts';

const told = (before: unknown, details: unknown) =>
  differencesOf(before, details).map(({ at, before, after }) => [at.zh, before?.zh ?? null, after.zh]);

it('tells what a save changed against the one before it, and nothing of the rest', () => {
  const before = { name: '草莓', skus: [{ code: 'A', price: 990 }], tags: ['新'], status: 'draft' };
  expect(told(before, { ...before, skus: [{ code: 'A', price: 1290 }], tags: ['新', '甜'] })).toEqual([
    ['规格 · 1 · 价格', '¥9.90', '¥12.90'],
    ['标签', '新', '新 / 甜'],
  ]);
});

it('tells everything of a first save, with words for what is known and the key for what is not', () => {
  expect(told(null, { values: { name: '满减', fancy: 3 }, disabled: false, note: '' })).toEqual([
    ['名称', null, '满减'],
    ['fancy', null, '3'],
    ['停用', null, '否'],
    ['备注', null, '–'],
  ]);
});

it('counts a row that is gone, but not a field that was not asked about', () => {
  const before = { name: '草莓', tiers: [{ off: 100 }, { off: 200 }] };
  expect(told(before, { tiers: [{ off: 100 }] })).toEqual([['tiers · 2 · 减', '¥2.00', '–']]);
  expect(told(before, { name: '草莓' })).toEqual([]);
});

it('answers with nothing for an entry without details', () => {
  expect(told(null, null)).toEqual([]);
});
