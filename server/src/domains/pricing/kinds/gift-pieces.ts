import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { giftOfRow, giftProblem, giftSentence, giftsAt, giftTermFields, missingToGift } from '../gift-rule.ts';
import { discountKind, takesNothingOff } from '../kind.ts';

/** 买赠: with so many pieces of the scope goods are given. */
export const giftPieces = discountKind({
  kind: 'gift_pieces',
  words: words('满件赠', 'Gift with pieces'),
  about: words('买几件送商品，如买 2 送 1、买奶粉送勺', 'So many pieces bring goods along, as in two plus one'),
  layer: 'gift',
  stacking: { group: 'gift_pieces', once: 'line', base: 'current' },
  form: form({
    fields: [
      {
        key: 'gifts',
        label: words('送什么', 'What is given'),
        hint: words('同样件数可以写几行，一起送', 'Rows of the same number are given together'),
        kind: 'list',
        min: 1,
        max: 10,
        add: words('加一行', 'Add a row'),
        of: [
          {
            key: 'from',
            label: words('买', 'With'),
            kind: 'count',
            min: 1,
            max: 999,
            unit: words('件', 'pieces'),
            initial: 2,
          },
          ...giftOfRow,
        ],
      },
      ...giftTermFields,
    ],
    problem: giftProblem,
    sentence: (values, names) => giftSentence(values, names, stepText),
  }),
  badge: () => words('买赠', 'Free gift'),
  ...takesNothingOff,
  gives: (values, { pieces }) => giftsAt(values, pieces, 'pieces'),
  missing: (values, { pieces }) => missingToGift(values, pieces, 'pieces'),
});

function stepText(from: number) {
  return words(`满 ${from} 件`, from === 1 ? '1 piece' : `${from} pieces`);
}
