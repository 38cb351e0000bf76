import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from './store.ts';
import type { TableShape } from './table.ts';

type Row = { readonly id: string; readonly owner: string; readonly text?: string };
const things: TableShape<Row> = { name: 'things', by: (row) => row.owner };

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'huoshui-store-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('a second opening finds rows, indexes, deletions and counters as they were, without a close', () => {
  const store = openStore(dir);
  const table = store.of(things);
  table.put('a', { id: 'a', owner: 'x' });
  table.put('b', { id: 'b', owner: 'x' });
  table.put('a', { id: 'a', owner: 'y' });
  table.put('c', { id: 'c', owner: 'x' });
  table.drop('c');
  expect([store.next('n'), store.next('n')]).toEqual([1, 2]);
  const again = openStore(dir);
  expect([...again.of(things).all()].map(({ id }) => id)).toEqual(['a', 'b']);
  expect(
    again
      .of(things)
      .by('x')
      .map(({ id }) => id),
  ).toEqual(['b']);
  expect(
    again
      .of(things)
      .by('y')
      .map(({ id }) => id),
  ).toEqual(['a']);
  expect(again.next('n')).toBe(3);
});

test('what is put together is there together or not at all', () => {
  const store = openStore(dir);
  store.together(() => {
    store.of(things).put('a', { id: 'a', owner: 'x' });
    store.together(() => store.of(things).put('b', { id: 'b', owner: 'x' }));
  });
  const lines = readFileSync(join(dir, 'journal.ndjson'), 'utf8').trim().split('\n');
  expect(lines).toHaveLength(1);
});

test('half a line, left by a killed process, is dropped and does not spoil the next one', () => {
  openStore(dir).of(things).put('a', { id: 'a', owner: 'x' });
  appendFileSync(join(dir, 'journal.ndjson'), '[["things","b",{"id":"b"');
  const after = openStore(dir);
  expect(after.of(things).size()).toBe(1);
  after.of(things).put('c', { id: 'c', owner: 'x' });
  expect([...openStore(dir).of(things).all()].map(({ id }) => id)).toEqual(['a', 'c']);
});

test('a long journal is squeezed to its live rows at the next start', () => {
  const store = openStore(dir);
  const text = 'x'.repeat(10_000);
  for (let i = 0; i < 500; i++) store.of(things).put('a', { id: 'a', owner: String(i), text });
  expect(statSync(join(dir, 'journal.ndjson')).size).toBeGreaterThan(4_000_000);
  const again = openStore(dir);
  expect(statSync(join(dir, 'journal.ndjson')).size).toBeLessThan(20_000);
  expect(again.of(things).get('a')?.owner).toBe('499');
  expect(openStore(dir).of(things).get('a')?.owner).toBe('499');
});
