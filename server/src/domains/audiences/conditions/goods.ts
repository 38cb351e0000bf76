import type { ScopeValue } from '@huoshui/contracts/form';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { allOf, anyOf, bound, type Piece, piece } from '../../../platform/event-store/piece.ts';
import type { Names } from '../../../platform/form/form.ts';

const OWNER = { categories: 'category', products: 'product', skus: 'sku' } as const;

/** The goods of a scope as a sentence names them. */
export function goodsText({ kind, ids, exceptProductIds }: ScopeValue, names: Names): Words {
  const and = words('、', ', ');
  const listed = joinWords(kind === 'all' ? [] : ids.map((id) => names(OWNER[kind], id) ?? id), and);
  const excepted = joinWords(
    exceptProductIds.map((id) => names('product', id) ?? id),
    and,
  );
  const what = kind === 'all' ? words('任意商品', 'anything') : words(`「${listed.zh}」`, `“${listed.en}”`);
  if (exceptProductIds.length === 0) return what;
  return words(`${what.zh}（不含${excepted.zh}）`, `${what.en} except ${excepted.en}`);
}

const KEY = { categories: 'categoryId', products: 'productId', skus: 'skuId' } as const;

/** Whether an order of `events` has a line with such goods. */
export function linesAreOf({ kind, ids, exceptProductIds }: ScopeValue): Piece {
  const line = (key: string, among: readonly string[]) =>
    piece`JSONExtractString(line, '${key}') IN ${bound('Array(String)', among)}`;
  const isOne = allOf([
    ...(kind === 'all' ? [] : [line(KEY[kind], ids)]),
    ...(exceptProductIds.length > 0 ? [piece`NOT ${line('productId', exceptProductIds)}`] : []),
  ]);
  return piece`arrayExists(line -> ${isOne}, JSONExtractArrayRaw(props, 'lines'))`;
}

const COLUMN = { categories: 'toString(events.category_id)', products: 'events.product_id' } as const;

/** Whether an event of any kind is about such goods: the product it tells of, or a line of the order. */
export function isAbout(scope: ScopeValue): Piece {
  const { kind, ids } = scope;
  if (kind === 'all') return allOf([]);
  const own = kind === 'skus' ? [] : [piece`${COLUMN[kind]} IN ${bound('Array(String)', ids)}`];
  return anyOf([...own, piece`events.source != 'sdk' AND ${linesAreOf(scope)}`]);
}
