import { expect, it } from 'vitest';
import { progressOf } from './after-sale-progress.ts';

const facts = { origin: 'shopper', kind: 'return', sentBack: false, came: false } as const;
const told = (more: Partial<Parameters<typeof progressOf>[0]>) =>
  progressOf({ ...facts, state: 'requested', ...more })
    .map(({ of, past }) => `${of}${past ? '*' : ''}`)
    .join(' ');

it('a return goes by the shop, the parcel, the look and the money', () => {
  expect(told({})).toBe('asked* shop back looked money');
  expect(told({ state: 'returning' })).toBe('asked* shop* back looked money');
  expect(told({ state: 'returning', sentBack: true })).toBe('asked* shop* back* looked money');
  expect(told({ state: 'done', sentBack: true, came: true })).toBe('asked* shop* back* looked* money*');
});

it('an exchange ends with another piece, or with money where there is none to send', () => {
  expect(told({ kind: 'exchange', state: 'replacing', came: true })).toBe('asked* shop* back* looked* replaced');
  expect(told({ kind: 'exchange', state: 'replacing' })).toBe('asked* shop* replaced');
  expect(told({ kind: 'exchange', state: 'processing', came: true })).toBe('asked* shop* back* looked* money');
});

it('money only has no parcel, and what is refused ends there', () => {
  expect(told({ kind: 'refund', state: 'processing' })).toBe('asked* shop* money');
  expect(told({ kind: 'refund', state: 'refused' })).toBe('asked* refused*');
  expect(told({ state: 'refused', sentBack: true })).toBe('asked* shop* back* refused* money');
  expect(told({ kind: 'refund', origin: 'operator', state: 'done' })).toBe('begun* shop* money*');
});
