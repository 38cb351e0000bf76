import { words } from '@huoshui/contracts/words';
import { type Belonging, rowsOfHers } from '../../platform/belongings.ts';

/** What moves with a person when two records become one. */
export const grantBelonging: Belonging = rowsOfHers({
  name: 'grants',
  words: words('权益记录', 'Benefits given'),
  table: 'benefits.grant',
  by: 'member_id',
});
