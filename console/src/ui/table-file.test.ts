import readXlsx from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { mostRowsOf, sheetNames, type TableFile, writeTables } from './table-file.ts';

const file: TableFile = {
  name: 'report',
  tables: [
    {
      title: '按天',
      header: ['日期', '金额(元)'],
      rows: [
        ['2026-11-29', 12.5],
        ['2026-11-30', null],
      ],
    },
    {
      title: '按人',
      header: ['会员号', '备注'],
      rows: [
        ['2611290339887000', '=1+1'],
        ['007', '响铃\u0007'],
      ],
    },
  ],
};

describe('tables that the browser saves', () => {
  it('are a workbook with a sheet each: numbers as numbers, long digits and formulas as the texts they are', async () => {
    const { name, content } = await writeTables(file, 'xlsx');
    expect(name).toBe('report.xlsx');
    if (typeof content === 'string') throw new Error('a workbook is no text');
    expect(await readXlsx(Buffer.from(await content.arrayBuffer()))).toEqual([
      {
        sheet: '按天',
        data: [
          ['日期', '金额(元)'],
          ['2026-11-29', 12.5],
          ['2026-11-30', null],
        ],
      },
      {
        sheet: '按人',
        data: [
          ['会员号', '备注'],
          ['2611290339887000', '=1+1'],
          ['007', '响铃'],
        ],
      },
    ]);
  });

  it('are a CSV one under another, with the mark of its encoding once', async () => {
    const { name, content } = await writeTables(file, 'csv');
    expect(name).toBe('report.csv');
    expect(content).toBe(
      "\uFEFF日期,金额(元)\r\n2026-11-29,12.5\r\n2026-11-30,\r\n\r\n会员号,备注\r\n2611290339887000\t,'=1+1\r\n007\t,响铃\u0007\r\n",
    );
  });

  it('have names of sheets that Excel takes', () => {
    expect(sheetNames(['按天/按人', '', 'Days', 'days', `${'长'.repeat(40)}`])).toEqual([
      '按天 按人',
      '1',
      'Days',
      'days 2',
      '长'.repeat(28),
    ]);
    expect([mostRowsOf('xlsx', 20), mostRowsOf('csv', 20)]).toEqual([10_000, Number.POSITIVE_INFINITY]);
  });
});
