import { joinWords, words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { formatYuan } from '../../../platform/money.ts';
import { discountKind, takesNothingOff } from '../kind.ts';
import { foldText, percentOf } from '../tier.ts';

type Values = {
  readonly how: 'price' | 'percent';
  readonly price: number | null;
  readonly percentOff: number | null;
  readonly most: number | null;
};

/**
 * 限时价: pieces cost less for a time. It stands beside the member price and other prices of a piece: the lowest counts,
 * they never add up; everything that takes off comes after it.
 */
export const fixedPrice = discountKind({
  kind: 'fixed_price',
  words: words('限时价', 'Price for a time'),
  about: words(
    '一段时间内的单价，和会员价比取更低的',
    'What a piece costs for a time; of it and the member price the lower',
  ),
  layer: 'unit',
  stacking: { group: 'unit', once: 'line', base: 'list' },
  form: form({
    fields: [
      {
        key: 'how',
        label: words('怎样定价', 'How it is set'),
        kind: 'choice',
        options: [
          {
            value: 'price',
            label: words('一口价', 'One price'),
            hint: words('范围内每件都是这个价，适合一个商品或一个规格', 'Every piece in scope: for one product or SKU'),
          },
          { value: 'percent', label: words('打折', 'Percentage off the list price') },
        ],
        initial: 'price',
      },
      {
        key: 'price',
        label: words('每件', 'A piece'),
        kind: 'money',
        min: 1,
        max: 1_000_000_00,
        when: { field: 'how', is: ['price'] },
      },
      {
        key: 'percentOff',
        label: words('减', 'Take off'),
        hint: words('打 8 折填减 20%', '20% off leaves 80%'),
        kind: 'percent',
        min: 1,
        max: 99,
        initial: 20,
        when: { field: 'how', is: ['percent'] },
      },
      {
        key: 'most',
        label: words('每单每个规格最多几件享此价', 'Pieces of a SKU at this price, per order'),
        hint: words('多买的按平时的价；不填就不限', 'More cost what they cost otherwise. Empty: no limit'),
        kind: 'count',
        min: 1,
        max: 999,
        unit: words('件', 'pieces'),
        optional: true,
      },
    ],
    sentence: (values) => {
      const { most } = values;
      const limit = most === null ? [] : [words(`每单每个规格限 ${most} 件`, `at most ${most} of a SKU an order`)];
      return joinWords([priceText(values), ...limit], words('，', ', '));
    },
  }),
  badge: () => words('限时价', 'For a time'),
  ...takesNothingOff,
  prices: (values, { runs }) =>
    runs.map(({ skuId, listPrice }) => ({ skuId, price: priceOf(values, listPrice), most: values.most })),
  missing: () => null,
});

function priceOf({ price, percentOff }: Values, listPrice: number): number {
  return price ?? listPrice - percentOf(listPrice, percentOff ?? 0);
}

function priceText({ price, percentOff }: Values) {
  if (price !== null) return words(`每件 ${formatYuan(price)} 元`, `¥${formatYuan(price)} a piece`);
  return words(`每件打 ${foldText(percentOff ?? 0)} 折`, `${percentOff}% off each piece`);
}
