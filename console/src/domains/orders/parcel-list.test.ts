import { expect, it } from 'vitest';
import { inCalls, readParcels, writeParcels } from './parcel-list.ts';

const two = [
  { number: '2611281234567890', company: '顺丰速运', waybill: 'SF1234567890' },
  { number: '2611281234567891', company: '圆通', waybill: 'YT1' },
];

it.each([
  [
    'tabs, as a spreadsheet copies',
    '订单号\t快递公司\t运单号\n2611281234567890\t顺丰速运\tSF1234567890\r\n2611281234567891\t圆通\tYT1\n',
  ],
  [
    'commas, quotes and what keeps numbers whole',
    'Order,Carrier,Waybill\n="2611281234567890",顺丰速运,"SF1234567890"\n`2611281234567891,圆通,`YT1',
  ],
  ['spaces', '2611281234567890 顺丰速运   SF1234567890\n\n  2611281234567891 圆通 YT1'],
  [
    'columns in another order, with others between them',
    '\uFEFF收货人,运单号,订单号,快递公司\r\n"张三, 李四",SF1234567890,2611281234567890\t,顺丰速运\r\n"王""五""\n六",YT1,2611281234567891\t,圆通\r\n',
  ],
])('reads %s', (_, text) => {
  expect(readParcels(text).rows.map((row) => ({ ...row, number: row.number.replace("'", '') }))).toEqual(two);
});

it('says on what a spreadsheet says of a number: its cell was text, so nobody rounded it', () => {
  const numbers = (text: string) => readParcels(text).rows.map(({ number }) => number);
  const marked = ['="2611281234567890",圆通,YT1', '`2611281234567890,圆通,YT1', '2611281234567890\t,圆通,YT1'];
  for (const text of marked) expect(numbers(text)).toEqual(["'2611281234567890"]);
  expect(numbers('2611281234567890,圆通,YT1')).toEqual(['2611281234567890']);
  const again = writeParcels(readParcels(marked.join('\n')).rows);
  expect(numbers(again)).toEqual(Array.from({ length: 3 }, () => "'2611281234567890"));
});

it('writes back what it can read', () => expect(readParcels(writeParcels(two)).rows).toEqual(two));

it('keeps a row without a waybill, so that the server says what is missing', () => {
  expect(readParcels('2611281234567890\t圆通').rows).toEqual([
    { number: '2611281234567890', company: '圆通', waybill: '' },
  ]);
});

it('reads the file that the house gives: what nobody filled waits, goods and pieces say what is in a parcel', () => {
  const text = [
    '\uFEFF订单号,快递公司,运单号,规格编号,装入件数,商品,收货地址',
    '2611281234567890\t,顺丰速运,SF1,sku_a,2,草莓,"浙江, 杭州"',
    '2611281234567890\t,顺丰速运,SF2,sku_a,1,草莓,"浙江, 杭州"',
    '2611281234567891\t,,,sku_b,3,白菜,',
  ].join('\r\n');
  const read = readParcels(text);
  expect(read).toEqual({
    rows: [
      { number: "'2611281234567890", company: '顺丰速运', waybill: 'SF1', sku: 'sku_a', quantity: 2 },
      { number: "'2611281234567890", company: '顺丰速运', waybill: 'SF2', sku: 'sku_a', quantity: 1 },
    ],
    unfilled: 1,
  });
  expect(readParcels(writeParcels(read.rows)).rows).toEqual(read.rows);
});

it('is sent in calls that part no order', () => {
  const rows = ['a', 'b', 'a', 'c'].map((number) => ({ number, company: 'x', waybill: 'y' }));
  expect(inCalls(rows, 2)).toEqual([
    [0, 2],
    [1, 3],
  ]);
});
