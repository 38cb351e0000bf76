import { words } from '@huoshui/contracts/words';
import { type Belonging, rowsOfHers } from '../../platform/belongings.ts';

/** What moves with a person when two records become one. */
export const orderBelonging: Belonging = rowsOfHers({
  name: 'orders',
  words: words('订单', 'Orders'),
  table: 'orders.placed',
  by: 'member_id',
});
