import { expect, it } from 'vitest';
import { readParcels, writeParcels } from './parcel-list.ts';

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
])('reads %s', (_, text) => expect(readParcels(text)).toEqual(two));

it('writes back what it can read', () => expect(readParcels(writeParcels(two))).toEqual(two));

it('keeps a row without a waybill, so that the server says what is missing', () => {
  expect(readParcels('2611281234567890\t圆通')).toEqual([{ number: '2611281234567890', company: '圆通', waybill: '' }]);
});
