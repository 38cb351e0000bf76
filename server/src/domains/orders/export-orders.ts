import { orderState } from '@huoshui/contracts/words/orders';
import { sql } from 'kysely';
import { shanghaiTime } from '../../platform/calendar.ts';
import { toCsv } from '../../platform/csv.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { findMembers } from '../members/index.ts';
import { openAddress } from './address.ts';
import { conditions, type OrderQuery } from './list-admin.ts';
import type { OrderState } from './order.ts';

const MOST_LINES = 50_000;

type Row = {
  readonly number: string;
  readonly state: OrderState;
  readonly memberId: string;
  readonly source: string;
  readonly payable: number;
  readonly refunded: number;
  readonly note: string;
  readonly addressSealed: string | null;
  readonly company: string | null;
  readonly waybill: string | null;
  readonly createdAt: Date;
  readonly paidAt: Date | null;
  readonly name: string;
  readonly values: string[];
  readonly skuId: string | null;
  readonly quantity: number;
  readonly linePayable: number;
  readonly refundedQuantity: number;
};

const header = [
  '订单号',
  '状态',
  '商品',
  '规格',
  '规格编号',
  '件数',
  '已退件数',
  '小计(元)',
  '收货人',
  '手机',
  '省',
  '市',
  '区',
  '详细地址',
  '买家备注',
  '会员',
  '下单时间',
  '支付时间',
  '订单应付(元)',
  '订单已退(元)',
  '快递公司',
  '运单号',
  '来源',
];

/**
 * The same list as a file to pack and ship by: a row for each line of an order, with buyer, address and note. At most
 * 50 000 rows. Money in yuan, Shanghai time; formulas in what people wrote are inert.
 */
export async function exportOrders(ctx: Ctx, query: OrderQuery): Promise<string> {
  const { rows } = await sql<Row>`
    select o.number, o.state, o.member_id, o.source, o.payable, o.refunded, o.note, o.address_sealed, o.company, o.waybill,
      o.created_at, o.paid_at, l.name, l.option_values as values, l.sku_id, l.quantity, l.payable as line_payable,
      l.refunded_quantity
    from (
      select * from orders.placed o where true ${conditions(query)}
      order by o.created_at desc, o.id desc limit ${MOST_LINES}
    ) o
    join orders.line l on l.order_id = o.id
    order by o.created_at desc, o.id desc, l.position limit ${MOST_LINES}
  `.execute(ctx.db);
  const members = await findMembers(ctx, [...new Set(rows.map((row) => row.memberId))]);
  return toCsv(
    header,
    rows.map((row) => {
      const address = openAddress(ctx, row.addressSealed);
      return [
        row.number,
        orderState[row.state].zh,
        row.name,
        row.values.join(' / '),
        row.skuId ?? '',
        row.quantity,
        row.refundedQuantity,
        row.linePayable / 100,
        address?.name ?? '',
        address?.phone ?? '',
        address?.province ?? '',
        address?.city ?? '',
        address?.district ?? '',
        address?.street ?? '',
        row.note,
        members.get(row.memberId)?.nickname ?? '',
        shanghaiTime(row.createdAt),
        row.paidAt ? shanghaiTime(row.paidAt) : '',
        row.payable / 100,
        row.refunded / 100,
        row.company ?? '',
        row.waybill ?? '',
        row.source,
      ];
    }),
  );
}
