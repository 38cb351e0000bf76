import type { ScopeField, ScopeValue } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';

/** The goods that a goal or an exit rule asks for in an order. */
export const goodsField = {
  key: 'goods',
  label: words('哪些商品', 'Which goods'),
  kind: 'scope',
} as const satisfies ScopeField;

type Line = {
  readonly productId: string | null;
  readonly skuId: string | null;
  readonly categoryId: string | null;
};

const KEY = { categories: 'categoryId', products: 'productId', skus: 'skuId' } as const;

/** The lines of an order that are goods of a scope. */
export function linesOf<L extends Line>(
  { kind, ids, exceptProductIds }: ScopeValue,
  lines: readonly L[],
): readonly L[] {
  return lines.filter(
    (line) =>
      (kind === 'all' || ids.includes(line[KEY[kind]] ?? '')) && !exceptProductIds.includes(line.productId ?? ''),
  );
}

export function hasGoods(scope: ScopeValue, lines: readonly Line[]): boolean {
  return linesOf(scope, lines).length > 0;
}
