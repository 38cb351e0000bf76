import { type MpEndpoint, ok } from '../mp/endpoint.ts';

type Carrier = { readonly delivery_id: string; readonly delivery_name: string };

/** Of the thousand and more that the platform lists, those that shops here use, and some that they do not. */
const carriers: readonly Carrier[] = [
  ['138SD', '泰国138快递'],
  ['ANE', '安能物流'],
  ['ANEKY', '安能快运'],
  ['BDT', '八达通'],
  ['BTWL', '百世快运'],
  ['CNSD', '菜鸟速递'],
  ['DBL', '德邦快递'],
  ['DBLKY', '德邦快运'],
  ['DNWL', '丹鸟物流'],
  ['EMS', 'EMS'],
  ['FWX', '丰网速运'],
  ['HHTT', '天天快递'],
  ['HTKY', '百世快递'],
  ['JD', '京东快递'],
  ['JDKY', '京东快运'],
  ['JGSD', '京广速递'],
  ['JTSD', '极兔速递'],
  ['KYSY', '跨越速运'],
  ['RRS', '日日顺物流'],
  ['SF', '顺丰速运'],
  ['SNWL', '苏宁物流'],
  ['STO', '申通快递'],
  ['SX', '顺心捷达'],
  ['UC', '优速快递'],
  ['XFEX', '信丰物流'],
  ['YD', '韵达速递'],
  ['YDKY', '韵达快运'],
  ['YMDD', '壹米滴答'],
  ['YTO', '圆通速递'],
  ['YZPY', '邮政快递包裹'],
  ['ZJS', '宅急送'],
  ['ZTO', '中通快递'],
  ['ZTOKY', '中通快运'],
].map(([delivery_id = '', delivery_name = '']) => ({ delivery_id, delivery_name }));

export function isCarrier(code: string): boolean {
  return carriers.some(({ delivery_id }) => delivery_id === code);
}

/** POST /cgi-bin/express/delivery/open_msg/get_delivery_list → `{delivery_list, count}`. */
export const carriersEndpoint: MpEndpoint = {
  method: 'POST',
  path: '/cgi-bin/express/delivery/open_msg/get_delivery_list',
  title: '查询物流公司列表',
  token: true,
  answer: () => ({ ...ok, delivery_list: carriers, count: carriers.length }),
};
