import type { GoodsField, ImportField, Mapping } from './import-state.tsx';

export type MappingProblem =
  | { readonly kind: 'need_member' | 'need_amount' | 'need_code' | 'bad_source' }
  | { readonly kind: 'twice'; readonly field: ImportField }
  | { readonly kind: 'twice_goods'; readonly field: GoodsField };

/** What keeps a mapping from being run, before the server is asked. */
export function mappingProblem(mapping: Mapping): MappingProblem | null {
  if (mapping.source !== undefined && !/^[\p{L}\p{N}_-]{1,20}$/u.test(mapping.source)) return { kind: 'bad_source' };
  if (mapping.format === 'cdnow') return null;
  if (mapping.format === 'goods') return goodsProblem(mapping.goods ?? []);
  const columns = mapping.columns ?? [];
  const twice = columns.find(
    (field, index) => field !== 'skip' && field !== 'tags' && columns.indexOf(field) !== index,
  );
  if (twice !== undefined) return { kind: 'twice', field: twice };
  if (!columns.includes('member') && !columns.includes('phone')) return { kind: 'need_member' };
  const priced = columns.includes('amount_yuan') || columns.includes('amount_fen') || columns.includes('line_yuan');
  if (columns.includes('order_at') && !priced) return { kind: 'need_amount' };
  return null;
}

function goodsProblem(columns: readonly GoodsField[]): MappingProblem | null {
  const twice = columns.find((field, index) => field !== 'skip' && columns.indexOf(field) !== index);
  if (twice !== undefined) return { kind: 'twice_goods', field: twice };
  return columns.includes('code') ? null : { kind: 'need_code' };
}
