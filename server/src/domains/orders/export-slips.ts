import { addressText } from '@huoshui/contracts/place';
import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { shanghaiMoment } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inHerStores } from '../../platform/her-stores.ts';
import { type Cells, upTo } from '../../platform/table-file.ts';
import { openAddress } from './address.ts';
import { CAN_LEAVE } from './slips.ts';

const MOST_LINES = 50_000;

type Row = {
  readonly number: string;
  readonly skuId: string | null;
  readonly toSend: number;
  readonly name: string;
  readonly values: string[];
  readonly addressSealed: string | null;
  readonly slotFrom: Date | null;
  readonly slotTo: Date | null;
  readonly note: string;
  readonly remark: string;
};

const columns: Cells['columns'] = [
  { key: 'number', words: words('订单号', 'Order'), kind: 'text' },
  { key: 'company', words: words('快递公司', 'Carrier'), kind: 'text' },
  { key: 'waybill', words: words('运单号', 'Waybill'), kind: 'text' },
  { key: 'sku', words: words('规格编号', 'SKU'), kind: 'text' },
  { key: 'toSend', words: words('装入件数', 'Pieces in parcel'), kind: 'count' },
  { key: 'product', words: words('商品', 'Product'), kind: 'text' },
  { key: 'options', words: words('规格', 'Options'), kind: 'text' },
  { key: 'consignee', words: words('收货人', 'Consignee'), kind: 'text' },
  { key: 'phone', words: words('收货手机', 'Consignee phone'), kind: 'text' },
  { key: 'address', words: words('收货地址', 'Address'), kind: 'text' },
  { key: 'slot', words: words('预约送达', 'To be brought'), kind: 'text' },
  { key: 'note', words: words('买家备注', 'Note of the buyer'), kind: 'text' },
  { key: 'remark', words: words('商家备注', 'Our remark'), kind: 'text' },
];

/**
 * What can leave now as a file to fill in: a row for each line with something to send, carrier and waybill empty. Filled and given back to
 * “ship by list” it ships; the pieces may be made fewer, and a row doubled with another waybill, for an order in several parcels.
 */
export async function slipTable(ctx: Ctx): Promise<Cells> {
  const { rows } = await sql<Row>`
    select o.number, l.sku_id, l.quantity - l.shipped_quantity - l.kept_quantity as to_send, l.name, l.option_values as values,
      o.address_sealed, o.slot_from, o.slot_to, o.note, o.remark
    from orders.placed o join orders.line l on l.order_id = o.id
    where ${CAN_LEAVE} and ${inHerStores(ctx, sql`o.store_id`)} and l.quantity > l.shipped_quantity + l.kept_quantity
    order by o.created_at, o.id, l.position limit ${MOST_LINES + 1}
  `.execute(ctx.db);
  const { rows: shown, more } = upTo(MOST_LINES, rows);
  return {
    columns,
    more,
    rows: shown.map(({ number, skuId, toSend, name, values, addressSealed, slotFrom, slotTo, note, remark }) => {
      const address = openAddress(ctx, addressSealed);
      const buyer = [
        address?.name ?? '',
        address?.phone ?? '',
        address ? addressText(address) : '',
        slotText(slotFrom, slotTo),
        note,
        remark,
      ];
      return [number, '', '', skuId ?? '', toSend, name, values.join(' / '), ...buyer];
    }),
  };
}

/** 2026-11-30 09:00–12:00 of the shop's clock; a day ends at 24:00. */
function slotText(from: Date | null, to: Date | null): string {
  if (from === null || to === null) return '';
  const { day, time } = shanghaiMoment(from);
  return `${day} ${time}–${shanghaiMoment(to).time.replace('00:00', '24:00')}`;
}
