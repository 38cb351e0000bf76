import { words } from '@huoshui/contracts/words';
import { type Belonging, rowsOfHers } from '../../platform/belongings.ts';

/** What moves with a person when two records become one. */
export const couponBelonging: Belonging = rowsOfHers({
  name: 'coupons',
  words: words('优惠券', 'Coupons'),
  table: 'coupons.coupon',
  by: 'member_id',
});
