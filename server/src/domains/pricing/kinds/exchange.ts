import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { formatYuan } from '../../../platform/money.ts';
import { discountKind } from '../kind.ts';

/** 兑换: one piece of the goods costs this and no more, nothing if so; `cap`: what it takes off at most. A coupon's alone. */
export const exchange = discountKind({
  kind: 'exchange',
  words: words('兑换', 'One piece for it'),
  about: words('指定商品一件免费或只付一点', 'One piece of the goods for nothing, or for little'),
  layer: 'order',
  stacking: { group: 'exchange', once: 'cart', base: 'current' },
  form: form({
    fields: [
      { key: 'price', label: words('兑换价', 'Price'), kind: 'money', min: 0, max: 1_000_000_00, initial: 0 },
      { key: 'cap', label: words('最多抵', 'At most'), kind: 'money', min: 1, max: 1_000_000_00, optional: true },
    ],
    sentence: ({ price }) => exchangeText(price),
  }),
  badge: ({ price }) => exchangeText(price),
  picks: (_values, runs, laid) => runs.map((_, index) => (index === laid[0] ? 1 : 0)),
  ceiling: (values, { open }) => offOf(values, open),
  savings: (values, { open }) => offOf(values, open),
  missing: () => null,
});

function exchangeText(price: number) {
  if (price === 0) return words('免费兑换 1 件', 'One piece for free');
  return words(`${formatYuan(price)} 元换购 1 件`, `One piece for ¥${formatYuan(price)}`);
}

function offOf({ price, cap }: { readonly price: number; readonly cap: number | null }, open: number): number {
  return Math.max(0, Math.min(open - price, cap ?? open));
}
