import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { formatYuan } from '../../../platform/money.ts';
import { discountKind } from '../kind.ts';

/** 包邮: from an amount on the shipping fee is taken away, or some of it. */
export const freeShipping = discountKind({
  kind: 'free_shipping',
  words: words('包邮', 'Free shipping'),
  about: words('满一定金额免运费', 'Takes the shipping fee away from an amount on'),
  layer: 'shipping',
  stacking: { group: 'shipping', once: 'cart', base: 'current' },
  form: form({
    fields: [
      {
        key: 'threshold',
        label: words('满', 'From'),
        hint: words('适用商品的应付金额；填 0 就是无门槛', 'What is to pay of the goods it applies to; 0 is none'),
        kind: 'money',
        min: 0,
        max: 1_000_000_00,
        initial: 0,
      },
      {
        key: 'cap',
        label: words('最多免', 'At most'),
        hint: words('不填就免掉全部运费', 'Empty: all of the fee'),
        kind: 'money',
        min: 1,
        max: 100_000_00,
        optional: true,
      },
    ],
    sentence: (values) => sentence(values),
  }),
  badge: () => words('包邮', 'Free shipping'),
  ceiling: ({ threshold, cap }, { base, open }) => (base < threshold ? 0 : Math.min(cap ?? open, open)),
  savings: ({ threshold, cap }, { base, open }) => (base < threshold ? 0 : Math.min(cap ?? open, open)),
  missing: (values, { base }) =>
    base < values.threshold
      ? { need: { fen: values.threshold - base }, of: values.threshold, brings: sentence(values) }
      : null,
});

function sentence({ threshold, cap }: { readonly threshold: number; readonly cap: number | null }) {
  const yuan = formatYuan(threshold);
  const { zh, en } = threshold === 0 ? words('', '') : words(`满 ${yuan} `, ` from ¥${yuan}`);
  if (cap === null) return words(`${zh}包邮`, `Free shipping${en}`);
  return words(`${zh}运费最多免 ${formatYuan(cap)}`, `Up to ¥${formatYuan(cap)} of the shipping fee${en}`);
}
