import type { ScopeValue } from '@huoshui/contracts/form';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { personsIn, personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { allOf, bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { form } from '../../../platform/form/form.ts';
import { purchases } from '../../analytics/index.ts';
import { condition } from '../condition.ts';
import { inDays, inDaysWords, sinceOf } from './in-days.ts';

/** Goods in an order that counts. Only the event store knows lines, so both forms ask it. */
export const bought = condition({
  kind: 'bought',
  words: words('买过哪些商品', 'Bought certain goods'),
  form: form({
    fields: [{ key: 'scope', label: words('商品', 'Goods'), kind: 'scope', except: true }, inDays],
    sentence: ({ scope, days }, names) => {
      const when = inDaysWords(days);
      const goods = goodsText(scope, names);
      return words(`${when.zh}买过${goods.zh}`, `${when.en}: bought ${goods.en}`);
    },
  }),
  async persons(_ctx, { scope, days }, asOf) {
    return personsOfQuery(boughtSql(scope, sinceOf(days, asOf), asOf));
  },
  async holds(ctx, { scope, days }, personNos, asOf) {
    return personsIn(ctx, personsOfQuery(boughtSql(scope, sinceOf(days, asOf), asOf)), personNos);
  },
});

const OWNER = { categories: 'category', products: 'product', skus: 'sku' } as const;

function goodsText(
  { kind, ids, exceptProductIds }: ScopeValue,
  names: (of: 'category' | 'product' | 'sku', id: string) => Words | null,
) {
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

function boughtSql({ kind, ids, exceptProductIds }: ScopeValue, since: Date, asOf: Date): Piece {
  const line = (key: string, among: readonly string[]) =>
    piece`JSONExtractString(line, '${key}') IN ${bound('Array(String)', among)}`;
  const isOne = allOf([
    ...(kind === 'all' ? [] : [line(KEY[kind], ids)]),
    ...(exceptProductIds.length > 0 ? [piece`NOT ${line('productId', exceptProductIds)}`] : []),
  ]);
  return piece`SELECT person_no FROM history_once AS events
    WHERE name = 'order.paid' AND source != 'sdk' AND person_no > 0 AND ts < ${bound(INSTANT, asOf)}
      AND arrayExists(line -> ${isOne}, JSONExtractArrayRaw(props, 'lines'))
      AND order_id IN (SELECT order_id FROM (${purchases(asOf)}) WHERE counts AND paid_at >= ${bound(INSTANT, since)})`;
}
