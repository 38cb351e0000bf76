import { deflateRawSync } from 'node:zlib';
import { words } from '@huoshui/contracts/words';
import { describe, expect, it } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import { type Cells, tableFile } from './table-file.ts';
import { isXlsx, xlsxSheets } from './xlsx.ts';

/** The text of its first sheet. */
const xlsxAsCsv = async (bytes: Buffer) => (await xlsxSheets(bytes))[0]?.text ?? '';

const columns: Cells['columns'] = [
  { key: 'number', words: words('订单号', 'Order'), kind: 'text' },
  { key: 'paid', words: words('实付', 'Paid'), kind: 'money' },
  { key: 'share', words: words('占比', 'Share'), kind: 'share' },
  { key: 'note', words: words('备注', 'Note'), kind: 'text' },
];
const workbook = async (rows: Cells['rows'], language?: 'zh' | 'en') => {
  const file = await tableFile({ columns, rows }, { as: 'xlsx', language });
  if (typeof file === 'string') throw new Error('a workbook is no text');
  return Buffer.from(file);
};

describe('a table as a workbook', () => {
  it('has the header in the language of whoever asks, money in yuan, numbers as numbers and long digits as texts', async () => {
    const file = await workbook([['2611290339887000', 36_750, 0.125, null]], 'en');
    expect(isXlsx(file)).toBe(true);
    // A tab says that it was a text: nobody rounded it.
    expect((await xlsxAsCsv(file)).split('\n')).toEqual([
      'Order,Paid (CNY),Share,Note',
      '2611290339887000\t,367.5,0.125,',
    ]);
    expect(await xlsxAsCsv(await workbook([['1', 1, 1, 'x']]))).toContain('实付(元)');
  });

  it('holds what looks like a formula as the text it is, and whatever else somebody typed', async () => {
    const said = ['=1+1', '+86 138', '逗号、句号。', '上一行\n下一行', '<b>&amp;</b>', '👩‍👩‍👧', '  两边有空格 ', '@x'];
    const text = await xlsxAsCsv(await workbook(said.map((note) => ['1', 0, 0, note])));
    for (const note of said) expect(text).toContain(note);
    expect(text).not.toContain("'=1+1");
    expect(await xlsxAsCsv(await workbook([['1', 0, 0, 'a "b", c']]))).toContain('"a ""b"", c"');
  });

  it('opens though a text holds letters that no file of its kind may hold, and cuts what is too long for a cell', async () => {
    const rows = [
      ['1', 0, 0, '响铃\u0007换页\u000c'],
      ['2', 0, 0, '长'.repeat(40_000)],
    ];
    const text = await xlsxAsCsv(await workbook(rows));
    expect(text).toContain('响铃换页');
    expect(text.match(/长/g)).toHaveLength(32_767);
  });

  it('is refused, with how many rows it holds, where only a CSV holds the table', async () => {
    const rows = Array.from({ length: 25_001 }, () => ['1', 0, 0, '']);
    await expect(workbook(rows)).rejects.toMatchObject({ code: 'platform.too_many_cells' });
    expect(await tableFile({ columns, rows }, {})).toContain('订单号');
  });
});

describe('a workbook that somebody brings', () => {
  it('is read sheet by sheet, empty ones left out', async () => {
    const file = await writeXlsx([
      { sheet: '说明', data: [] },
      {
        sheet: '订单',
        data: [
          ['订单号', '金额'],
          ['1', 9.5],
        ],
      },
      { sheet: '空白', data: [[null, '']] },
      { sheet: '会员', data: [['会员号'], ['m1']] },
    ]).toBuffer();
    expect(await xlsxSheets(Buffer.from(file))).toEqual([
      { name: '订单', text: expect.stringContaining('订单号,金额') },
      { name: '会员', text: expect.stringContaining('会员号') },
    ]);
  });

  it('is refused in words when it is none, broken, or unpacks to more than is read', async () => {
    const file = await workbook([['1', 0, 0, '']]);
    const broken = [Buffer.from('PK\u0003\u0004 and more'), file.subarray(0, file.length / 2), Buffer.from('no,book')];
    for (const bytes of broken)
      await expect(xlsxAsCsv(bytes)).rejects.toMatchObject({ code: 'platform.not_a_workbook' });
    const bomb = zipOf('xl/worksheets/sheet1.xml', Buffer.alloc(17 * 1024 * 1024, ' '));
    expect(bomb.length).toBeLessThan(100_000);
    await expect(xlsxAsCsv(bomb)).rejects.toMatchObject({ code: 'platform.workbook_too_large' });
  });
});

/** A zip of one file, its directory written as far as it is looked at. */
function zipOf(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content);
  const local = Buffer.alloc(30);
  local.write('PK\u0003\u0004', 'latin1');
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(content.length, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.write('PK\u0001\u0002', 'latin1');
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(content.length, 24);
  return Buffer.concat([local, Buffer.from(name), packed, entry]);
}
