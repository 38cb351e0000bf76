import type { ImportField, Mapping as MappingShape } from '@huoshui/contracts/imports';
import { words } from '@huoshui/contracts/words';
import { goodsField, importField } from '@huoshui/contracts/words/imports';
import type { Static } from '@sinclair/typebox';
import { importErrors } from './errors.ts';

export type Mapping = Static<typeof MappingShape>;
export type Field = Static<typeof ImportField>;

/** Refuse a mapping that could not give a single right row, before any row is read. */
export function checkMapping(mapping: Mapping): void {
  if (mapping.format === 'cdnow') return;
  if (mapping.format === 'goods') checkGoods(mapping);
  else checkPeople(mapping);
}

function checkPeople(mapping: Mapping): void {
  const columns: readonly Field[] = (mapping.columns ?? []).filter((field) => field !== 'skip');
  if (columns.length === 0) throw importErrors.error('no_columns');
  const twice = columns.find((field, n) => columns.indexOf(field) !== n);
  if (twice) throw importErrors.error('column_twice', { field: importField[twice] });
  const has = (field: Field) => columns.includes(field);
  if (has('amount_yuan') && has('amount_fen'))
    throw importErrors.error('column_twice', { field: words('金额', 'amount') });
  if (!has('member') && !has('phone')) throw importErrors.error('no_member_column');
  const amount = has('amount_yuan') || has('amount_fen') || has('line_yuan');
  if (has('order_at') !== amount || (has('order_id') && !amount)) throw importErrors.error('half_an_order');
}

function checkGoods({ goods = [] }: Mapping): void {
  const columns = goods.filter((field) => field !== 'skip');
  if (columns.length === 0) throw importErrors.error('no_columns');
  const twice = columns.find((field, n) => columns.indexOf(field) !== n);
  if (twice) throw importErrors.error('column_twice', { field: goodsField[twice] });
  if (!columns.includes('code')) throw importErrors.error('no_code_column');
}
