import { words } from '@huoshui/contracts/words';
import { type Belonging, rowsOfHers } from '../../platform/belongings.ts';

/** What moves with a person when two records become one. */
export const pointsBelonging: Belonging = rowsOfHers({
  name: 'points',
  words: words('积分明细', 'Lines of points'),
  table: 'loyalty.entry',
  by: 'member_id',
});
