import { describe, expect, it } from 'vitest';
import { mappingProblem } from './mapping-problem.ts';

describe('a mapping', () => {
  it('needs something that names the member', () => {
    expect(mappingProblem({ format: 'csv', columns: ['nickname', 'skip'] })).toEqual({ kind: 'need_member' });
    expect(mappingProblem({ format: 'csv', columns: ['phone', 'nickname'] })).toBeNull();
  });

  it('needs an amount as soon as rows are orders', () => {
    expect(mappingProblem({ format: 'csv', columns: ['member', 'order_at'] })).toEqual({ kind: 'need_amount' });
    expect(mappingProblem({ format: 'csv', columns: ['member', 'order_at', 'amount_fen'] })).toBeNull();
    expect(mappingProblem({ format: 'csv', columns: ['member', 'order_at', 'line_yuan'] })).toBeNull();
  });

  it('takes a meaning once, but may skip and tag often', () => {
    expect(mappingProblem({ format: 'csv', columns: ['member', 'member'] })).toEqual({
      kind: 'twice',
      field: 'member',
    });
    expect(mappingProblem({ format: 'csv', columns: ['member', 'skip', 'skip', 'tags', 'tags'] })).toBeNull();
  });

  it('names another system by letters and digits alone', () => {
    const columns = ['member' as const];
    expect(mappingProblem({ format: 'csv', columns, source: '旧商城-2' })).toBeNull();
    expect(mappingProblem({ format: 'csv', columns, source: 'a b' })).toEqual({ kind: 'bad_source' });
  });

  it('of goods needs what names the SKU, and takes a meaning once', () => {
    expect(mappingProblem({ format: 'goods', goods: ['name', 'price'] })).toEqual({ kind: 'need_code' });
    expect(mappingProblem({ format: 'goods', goods: ['code', 'price', 'price'] })).toEqual({
      kind: 'twice_goods',
      field: 'price',
    });
    expect(mappingProblem({ format: 'goods', goods: ['code', 'skip', 'skip', 'price'] })).toBeNull();
  });

  it('is settled where the format is fixed', () => {
    expect(mappingProblem({ format: 'cdnow' })).toBeNull();
  });
});
