import { CodeAttribution } from '@huoshui/contracts/codes';
import { words } from '@huoshui/contracts/words';
import { form } from '../../platform/form/form.ts';
import { defineSetting } from '../../platform/settings.ts';

/** For how long an order is the last code's. What brought her first has no end. */
export const attribution = defineSetting('codes.attribution', CodeAttribution, { days: 30 });

export const attributionForm = form({
  fields: [
    {
      key: 'days',
      label: words('扫码后多少天内的订单算这个码的', 'An order is its last code’s for'),
      kind: 'count',
      min: 1,
      max: 365,
      initial: 30,
      unit: words('天', 'days'),
      hint: words('再扫另一个码，就从那个码重新数', 'Another code scanned since takes its place'),
    },
  ],
  sentence: ({ days }) =>
    words(
      `扫码后 ${days} 天内付款的订单，归最近扫的那个码；首次来源一直是第一个码，不会改`,
      `Orders paid within ${days} days are of the code scanned last; what brought her first stays the first for ever`,
    ),
});
