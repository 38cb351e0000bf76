import { words } from '@huoshui/contracts/words';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecords } from './records.ts';

const read = (text: string, delimiter = ',') => [...readRecords(text, delimiter)];
const cells = (text: string, delimiter = ',') =>
  read(text, delimiter).map((record) => ('cells' in record ? record.cells : record.broken));

describe('the records of a file', () => {
  it('come out as they were written, whatever the cells hold', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '活', '"', ',', '\n', ' ', ';'), maxLength: 8 });
    const row = fc.array(cell, { minLength: 2, maxLength: 5 });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), (rows) => {
        const text = rows.map((one) => `${one.map(quoted).join(',')}\n`).join('');
        expect(cells(text)).toEqual(rows);
      }),
    );
  });

  it('are numbered by the line they begin on, blank lines and lines inside quotes counted', () => {
    expect(read('a,b\n\n"x\ny",1\nc,d').map((record) => record.row)).toEqual([1, 3, 5]);
  });

  it('keep a quote in the middle of a cell, and one inside quotes that ends nothing', () => {
    expect(cells('12" 披萨,3\n"老"王"",4"\n')).toEqual([['12" 披萨', '3'], ['老"王",4']]);
  });

  it('go on behind a quote that is never closed', () => {
    const lines = ['a,1', '"b,2', ...Array.from({ length: 60 }, (_, n) => `c${n},3`)];
    const records = read(lines.join('\n'));
    expect(records[1]).toMatchObject({ row: 2, broken: words('引号没有成对', 'A quote is never closed') });
    expect(records).toHaveLength(62);
    expect(records[2]).toEqual({ row: 3, cells: ['c0', '3'] });
  });

  it('go on behind a line of a megabyte', () => {
    const records = read(`a,1\n${'x'.repeat(1024 * 1024)}\nb,2`);
    expect(records.map((record) => 'broken' in record)).toEqual([false, true, false]);
    expect(records[2]).toEqual({ row: 3, cells: ['b', '2'] });
  });

  it('never cost more than their length, whatever is wrong with them', () => {
    const since = performance.now();
    const records = read('"x,y\n'.repeat(100_000));
    expect(records.length).toBeGreaterThan(1000);
    expect(performance.now() - since).toBeLessThan(10_000);
  });
});
