import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { formatYuan } from '../../../platform/money.ts';
import { giftOfRow, giftProblem, giftSentence, giftsAt, giftTermFields, missingToGift } from '../gift-rule.ts';
import { discountKind, takesNothingOff } from '../kind.ts';

/** 满额赠: from an amount on, goods are given. What counts is what the goods of the scope cost after everything taken off. */
export const giftAmount = discountKind({
  kind: 'gift_amount',
  words: words('满额赠', 'Gift from an amount'),
  about: words('买满一定金额送商品，提高客单价', 'Goods are given from an amount on: raises the order value'),
  layer: 'gift',
  stacking: { group: 'gift_amount', once: 'cart', base: 'current' },
  form: form({
    fields: [
      {
        key: 'gifts',
        label: words('送什么', 'What is given'),
        hint: words(
          '按优惠后的商品金额算；同一门槛可以写几行，一起送',
          'By what the goods cost after other offers; rows of one amount are given together',
        ),
        kind: 'list',
        min: 1,
        max: 10,
        add: words('加一行', 'Add a row'),
        of: [
          { key: 'from', label: words('满', 'From'), kind: 'money', min: 1, max: 1_000_000_00, initial: 99_00 },
          ...giftOfRow,
        ],
      },
      ...giftTermFields,
    ],
    problem: giftProblem,
    sentence: (values, names) => giftSentence(values, names, stepText),
  }),
  badge: () => words('满赠', 'Free gift'),
  ...takesNothingOff,
  gives: (values, { base }) => giftsAt(values, base, 'fen'),
  missing: (values, { base }) => missingToGift(values, base, 'fen'),
});

function stepText(from: number) {
  return words(`满 ${formatYuan(from)} 元`, `¥${formatYuan(from)}`);
}
