import { joinWords, words } from '@huoshui/contracts/words';
import { form, type Names } from '../../../platform/form/form.ts';
import { formatYuan } from '../../../platform/money.ts';
import { discountKind, type Run, takesNothingOff } from '../kind.ts';

type Item = { readonly sku: string; readonly price: number };
type Values = { readonly threshold: number; readonly items: readonly Item[]; readonly most: number };

/**
 * 加价购: whoever buys goods of the scope from an amount on may add some others for little. What counts is what the goods
 * cost after the prices of pieces, before anything is taken off; the pieces that are added count for nothing.
 */
export const addOn = discountKind({
  kind: 'add_on',
  words: words('加价购', 'Add-on price'),
  about: words('买满后加一点钱换购指定商品', 'From an amount on, some goods may be added for little'),
  layer: 'unit',
  stacking: { group: 'unit', once: 'line', base: 'unit' },
  form: form({
    fields: [
      {
        key: 'threshold',
        label: words('满', 'From'),
        hint: words('适用商品的金额，换购的商品不计在内', 'Of the goods it is for, without what is added'),
        kind: 'money',
        min: 1,
        max: 1_000_000_00,
        initial: 99_00,
      },
      {
        key: 'items',
        label: words('换购商品', 'What may be added'),
        kind: 'list',
        min: 1,
        max: 20,
        add: words('加一件', 'Add one'),
        of: [
          { key: 'sku', label: words('商品规格', 'SKU'), kind: 'picker', of: 'sku' },
          { key: 'price', label: words('换购价', 'For'), kind: 'money', min: 1, max: 1_000_000_00 },
        ],
      },
      {
        key: 'most',
        label: words('每种每单最多换购', 'Of each, per order'),
        kind: 'count',
        min: 1,
        max: 99,
        unit: words('件', 'pieces'),
        initial: 1,
      },
    ],
    problem: ({ items }) => {
      const twice = items.findIndex(({ sku }, at) => items.findIndex((other) => other.sku === sku) < at);
      return twice < 0
        ? null
        : { at: `items.${twice}.sku`, words: words('这个规格已经在上面', 'This SKU stands above already') };
    },
    sentence: (values, names) => {
      const { most } = values;
      const limit = words(`每种每单限 ${most} 件`, `at most ${most} of each an order`);
      return joinWords([stepText(values), itemsText(values, names), limit], words('，', ', '));
    },
  }),
  badge: () => words('加价购', 'Add-on'),
  ...takesNothingOff,
  prices: (values, { runs }) =>
    baseOf(values, runs) < values.threshold
      ? []
      : values.items.map(({ sku: skuId, price }) => ({ skuId, price, most: values.most })),
  missing: (values, { runs }) => {
    const base = baseOf(values, runs);
    if (base >= values.threshold) return null;
    return { need: { fen: values.threshold - base }, of: values.threshold, brings: fromText(values) };
  },
});

function baseOf({ items }: Values, runs: readonly Run[]): number {
  return runs.reduce(
    (sum, { skuId, count, unitPrice }) => (items.some(({ sku }) => sku === skuId) ? sum : sum + count * unitPrice),
    0,
  );
}

function stepText(values: Values) {
  const { zh, en } = fromText(values);
  const yuan = formatYuan(values.threshold);
  return words(`满 ${yuan} ${zh}`, `${en} with goods from ¥${yuan}`);
}

function fromText({ items }: Values) {
  const prices = items.map(({ price }) => price);
  const least = formatYuan(Math.min(...prices));
  const from = new Set(prices).size > 1 ? words('起', 'from ') : words('', '');
  return words(`加 ${least} 元${from.zh}换购`, `add-on ${from.en}¥${least}`);
}

function itemsText({ items }: Values, names: Names) {
  const known = items.length > 3 ? [] : items.flatMap(({ sku }) => names('sku', sku) ?? []);
  if (known.length === items.length) return joinWords(known, words('、', ', '));
  return words(`${items.length} 种商品可选`, `${items.length} ${items.length === 1 ? 'SKU' : 'SKUs'} to choose from`);
}
