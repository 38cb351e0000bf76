import type { ImportField, Mapping as MappingShape } from '@huoshui/contracts/imports';
import type { Static } from '@sinclair/typebox';
import { importErrors } from './errors.ts';

export type Mapping = Static<typeof MappingShape>;
export type Field = Static<typeof ImportField>;

export const FIELD_LABEL: Readonly<Record<Field, string>> = {
  member: '会员',
  phone: '手机号',
  nickname: '昵称',
  tags: '标签',
  joined_at: '入会时间',
  order_id: '订单号',
  order_at: '下单时间',
  quantity: '数量',
  amount_yuan: '金额（元）',
  amount_fen: '金额（分）',
  product: '商品',
  skip: '不导入',
};

/** Refuse a mapping that could not give a single right row, before any row is read. */
export function checkMapping(mapping: Mapping): void {
  if (mapping.format === 'cdnow') return;
  const columns: readonly Field[] = (mapping.columns ?? []).filter((field) => field !== 'skip');
  if (columns.length === 0) throw importErrors.error('no_columns');
  const twice = columns.find((field, n) => columns.indexOf(field) !== n);
  if (twice) throw importErrors.error('column_twice', { field: FIELD_LABEL[twice] });
  const has = (field: Field) => columns.includes(field);
  if (has('amount_yuan') && has('amount_fen')) throw importErrors.error('column_twice', { field: '金额' });
  if (!has('member') && !has('phone')) throw importErrors.error('no_member_column');
  const amount = has('amount_yuan') || has('amount_fen');
  if (has('order_at') !== amount || (has('order_id') && !amount)) throw importErrors.error('half_an_order');
}
