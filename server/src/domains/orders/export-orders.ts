import { bothOf, type Said, words, wordsOf } from '@huoshui/contracts/words';
import { orderSource, orderState } from '@huoshui/contracts/words/orders';
import { sql } from 'kysely';
import { shanghaiTime } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Cells } from '../../platform/table-file.ts';
import { findMembers, membersShown } from '../members/index.ts';
import { openAddress } from './address.ts';
import { conditions, type OrderQuery } from './list-admin.ts';
import type { OrderState } from './order.ts';
import { SHOWN_STATE } from './shown-state.ts';

const MOST_LINES = 50_000;

type Row = {
  readonly number: string;
  readonly state: OrderState | 'to_collect';
  readonly storeName: string | null;
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
  readonly shippedQuantity: number;
  readonly linePayable: number;
  readonly refundedQuantity: number;
  readonly refundedAmount: number;
  /** The name of the rule that gave it. */
  readonly gift: Said | null;
};

const columns: Cells['columns'] = [
  { key: 'number', words: words('订单号', 'Order'), kind: 'text' },
  { key: 'state', words: words('状态', 'State'), kind: 'text' },
  { key: 'product', words: words('商品', 'Product'), kind: 'text' },
  { key: 'options', words: words('规格', 'Options'), kind: 'text' },
  { key: 'gift', words: words('赠品', 'Gift'), kind: 'text' },
  { key: 'sku', words: words('规格编号', 'SKU'), kind: 'text' },
  { key: 'quantity', words: words('件数', 'Pieces'), kind: 'count' },
  { key: 'shippedQuantity', words: words('已发件数', 'Pieces shipped'), kind: 'count' },
  { key: 'refundedQuantity', words: words('已退件数', 'Pieces returned'), kind: 'count' },
  { key: 'linePayable', words: words('小计', 'Line total'), kind: 'money' },
  { key: 'lineRefunded', words: words('小计已退', 'Line refunded'), kind: 'money' },
  { key: 'consignee', words: words('收货人', 'Consignee'), kind: 'text' },
  { key: 'phone', words: words('收货手机', 'Consignee phone'), kind: 'text' },
  { key: 'province', words: words('省', 'Province'), kind: 'text' },
  { key: 'city', words: words('市', 'City'), kind: 'text' },
  { key: 'district', words: words('区', 'District'), kind: 'text' },
  { key: 'street', words: words('详细地址', 'Street'), kind: 'text' },
  { key: 'note', words: words('买家备注', 'Note of the buyer'), kind: 'text' },
  { key: 'memberId', words: words('会员号', 'Member ID'), kind: 'text' },
  { key: 'member', words: words('会员昵称', 'Nickname'), kind: 'text' },
  { key: 'createdAt', words: words('下单时间', 'Ordered at'), kind: 'text' },
  { key: 'paidAt', words: words('支付时间', 'Paid at'), kind: 'text' },
  { key: 'payable', words: words('订单应付', 'Order total'), kind: 'money' },
  { key: 'refunded', words: words('订单已退', 'Refunded'), kind: 'money' },
  { key: 'store', words: words('自提门店', 'Collected at'), kind: 'text' },
  { key: 'company', words: words('快递公司', 'Carrier'), kind: 'text' },
  { key: 'waybill', words: words('运单号', 'Waybill'), kind: 'text' },
  { key: 'source', words: words('来源', 'Source'), kind: 'text' },
];

/**
 * The same list as a file to pack and ship by: a row for each line of an order, with buyer, address, note and the parcels it is in. What an order
 * came to stands at its first line only, so that the column adds up to what the list does. At most 50 000 rows, and where there are more the last one says so; Shanghai time.
 */
export async function orderTable(ctx: Ctx, query: OrderQuery): Promise<Cells> {
  const meant = await membersShown.meant(ctx, query.q);
  const { rows } = await sql<Row>`
    select o.number, ${SHOWN_STATE} as state, u.store_name, o.member_id, o.source, o.payable, o.refunded, o.note, o.address_sealed,
      o.created_at, o.paid_at, l.name, l.option_values as values, l.sku_id, l.quantity, l.payable as line_payable,
      l.refunded_quantity, l.refunded_amount, l.shipped_quantity, p.company, p.waybill, l.gift -> 'label' as gift
    from (
      select * from orders.placed o where true ${conditions(ctx, query, meant)}
      order by o.created_at desc, o.id desc limit ${MOST_LINES + 1}
    ) o
    join orders.line l on l.order_id = o.id
    left join orders.pickup u on u.order_id = o.id and o.store_id is not null
    left join lateral (
      select string_agg(distinct company, ' / ') as company, string_agg(waybill, ' / ' order by position) as waybill
      from orders.parcel where order_id = o.id and refund_id is null
        and (lines = '[]' or lines @> jsonb_build_array(jsonb_build_object('position', l.position)))
    ) p on true
    order by o.created_at desc, o.id desc, l.position limit ${MOST_LINES + 1}
  `.execute(ctx.db);
  // One whose lines do not all fit is left out whole.
  const more = rows.length > MOST_LINES;
  const shown = more ? rows.filter(({ number }) => number !== rows.at(-1)?.number) : rows;
  const members = await findMembers(ctx, [...new Set(shown.map((row) => row.memberId))]);
  return {
    columns,
    more,
    rows: shown.map((row, n) => {
      const first = shown[n - 1]?.number !== row.number;
      const address = openAddress(ctx, row.addressSealed);
      return [
        row.number,
        orderState[row.state],
        row.name,
        row.values.join(' / '),
        row.gift === null ? '' : bothOf(row.gift),
        row.skuId ?? '',
        row.quantity,
        row.shippedQuantity,
        row.refundedQuantity,
        row.linePayable,
        row.refundedAmount,
        address?.name ?? '',
        address?.phone ?? '',
        address?.province ?? '',
        address?.city ?? '',
        address?.district ?? '',
        address?.street ?? '',
        row.note,
        row.memberId,
        members.get(row.memberId)?.nickname ?? '',
        shanghaiTime(row.createdAt),
        row.paidAt ? shanghaiTime(row.paidAt) : '',
        first ? row.payable : null,
        first ? row.refunded : null,
        row.storeName ?? '',
        row.company ?? '',
        row.waybill ?? '',
        wordsOf(orderSource, row.source),
      ];
    }),
  };
}
